"""The road of a statement of accounts: contract, import, publication."""
