"""A student's functions, which run in the student's process, as functions of the judge.

Other packages use `session.Session`, `remote_function.RemoteFunction` and the limits in `limits`.
`student_server` is the other end of the connection, in the student's process.
"""
