"""The walls around student code: which ones this machine can build, and how they are entered.

Nothing in here knows of notebooks. It runs on Linux; elsewhere only `tiers` has an answer.
"""
