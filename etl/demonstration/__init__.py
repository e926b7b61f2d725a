"""The demonstration data set: real territoires, fictitious amounts, made by a seeded generator.

Everything here is fiction but the territoires, the envelope and the published totals that the
fiction meets at their dates; docs/demonstration.md says which is which and lists the planted flaws.
"""
