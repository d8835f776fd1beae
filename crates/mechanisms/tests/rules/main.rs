//! What must not compile: the mistakes that types and views are there to stop.

/// Each file in `compile_fail/` breaks one rule; beside it stands what the compiler says.
///
/// The messages are those of the toolchain in `rust-toolchain.toml`. Where another one words them
/// otherwise, run this test with `TRYBUILD=overwrite` and read what changed.
#[test]
fn mistakes_that_must_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/rules/compile_fail/*.rs");
}
