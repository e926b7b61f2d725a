"""The offline bundle: one ZIP that opens without a server, and what checks it again."""
