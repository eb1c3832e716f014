"""Judging one submission: its notebooks run in a sandbox, its hidden tests in this process.

Other packages use `interface` (what goes in and out), `result`, `assignment` and
`trusted_judge`, which import quickly; those that judge a single notebook also use `notebook`.
"""
