//! The weights of the feedback loops as variables.

use super::Kind::Index;
use super::{Variable, v};

const fn weight(name: &'static str, label: &'static str) -> Variable {
    v(name, "share", label, Index, false, &[])
}

/// One variable a loop, in the order of [`crate::loops::LOOPS`].
#[rustfmt::skip]
pub(crate) const LOOP_WEIGHTS: &[Variable; crate::loops::LOOPS.len()] = &[
    weight("loop.r1", "Weight of loop R1: Scarcity, privilege, careerism"),
    weight("loop.r2", "Weight of loop R2: Circular flow: appointment and patronage"),
    weight("loop.r3", "Weight of loop R3: Dilution by the old apparatus"),
    weight("loop.r4", "Weight of loop R4: Depletion of the class base (substitution)"),
    weight("loop.r5", "Weight of loop R5: NEP enrichment and pressure for more concessions"),
    weight("loop.r6", "Weight of loop R6: Isolation and nationalism"),
    weight("loop.r7", "Weight of loop R7: Passivity"),
    weight("loop.r8", "Weight of loop R8: World revolution as relief (virtuous circle that fails to start)"),
    weight("loop.b1", "Weight of loop B1: NEP as stabiliser"),
    weight("loop.b2", "Weight of loop B2: Purge as selection"),
    weight("loop.b3", "Weight of loop B3: Lenin corrective"),
    weight("loop.b4", "Weight of loop B4: Foreign trade firewall"),
    weight("loop.b5", "Weight of loop B5: Opposition response"),
];
