"""Check a student's function: call it on cases, compare, and say what is right or wrong and why.

What other packages use:

- `judging.judge` judges a function by a `question.Question` and returns a `verdict.Verdict`.
- `question` has the data of an exercise: `Question`, `SolvedCase`, `Outcome`, `KnownMistake`, and
  `question_to_data`, `question_from_data` for the files of public cases.
- `comparison` has `Contract`, what a right return value looks like, and `compare`.
- `rules` names the rules that right values do not show; `printed_numbers` compares printed lines.

`explanations`, `known_mistakes`, `wrong_values` and `global_names` find the cause of what is
wrong; how it is worded is in `grader.student.messages`.
"""
