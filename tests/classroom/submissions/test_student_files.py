from grader.classroom.submissions.student_files import utf8_name


def test_a_name_that_is_no_text_becomes_one() -> None:
    assert utf8_name("Jos\udce9") == "Jos\N{REPLACEMENT CHARACTER}"
    assert utf8_name("José 李") == "José 李"
