"""The sandbox of student code: what this machine can isolate, and how a process is isolated.

Other packages use `limits`, `host_support`, `tiers`, `zygote_setup`, `visible_files`, `policy` and
`errors`; those that run a process in the sandbox also use the mechanisms in `linux`. Nothing in
here deals with notebooks. It works on Linux; on other systems only `tiers` and `limits` do.
"""
