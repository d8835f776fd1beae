//! Classes, ideas, nations: who gains weight, what they feel, what they press for.
