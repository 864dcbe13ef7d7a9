//! Workbooks: what other programs made, packages built part by part, real files against another reader, and damage.

mod corpus;
