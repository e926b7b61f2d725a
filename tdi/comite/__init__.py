"""A regional committee's pack: one description of its content, and the papers that draw it."""
