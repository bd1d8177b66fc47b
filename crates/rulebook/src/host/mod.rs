//! What only the host does: read the folder of TOML, check it, pack it.
