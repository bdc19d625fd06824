"""Figures fetched from the Fingertips service of OHID, as `data/sources.toml` lists them.

The live service could not be called where this was written. Addresses, numbers of indicators and of area types and the
header of an answer are those of public code and of an index of June 2020; the tests run against a small server of
their own. So the first run against the live service is a trial, and whatever is not understood is one sentence.
"""
