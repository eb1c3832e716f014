"""The zygote: a process with everything imported, which is forked for each job.

`handle` starts and ends it from the judge, with the variables of `environment` and the modules of
`preloading`; `main` is the program that it executes.
"""
