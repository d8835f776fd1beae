use super::*;
use crate::ensemble::Silent;
use crate::scenario;
