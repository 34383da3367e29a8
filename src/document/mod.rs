//! TOML documents with spans, and the pictures of what is wrong in them.
