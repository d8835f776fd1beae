//! The one way to declare a view: what a mechanism reads, and what it may change.

/// Declares `View`: a struct of borrows of the society, and how it is taken from one. It declares
/// and does nothing else; the borrow checker holds the mechanism to it.
#[macro_export]
macro_rules! view {
    (
        reads { $($read:ident : $read_type:ty = $($read_path:ident).+ ;)* }
        changes { $($write:ident : $write_type:ty = $($write_path:ident).+ ;)* }
    ) => {
        /// All that the mechanism reads and, behind `&mut`, all that it may change.
        pub struct View<'a> {
            $($read: &'a $read_type,)*
            $($write: &'a mut $write_type,)*
        }

        impl<'a> From<&'a mut Society> for View<'a> {
            fn from(society: &'a mut Society) -> Self {
                View {
                    $($read: &society.$($read_path).+,)*
                    $($write: &mut society.$($write_path).+,)*
                }
            }
        }
    };
}
