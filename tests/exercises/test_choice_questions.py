"""Nothing that students are given tells which letter of a question of choice is right."""

import inspect
import json
import math
import re
from collections import Counter
from dataclasses import replace

import pytest

from grader.exercises import Header, exercises_of, load_reference, notebooks, public_cases
from grader.exercises.hidden_test import judge_hidden
from grader.student.checking import judge
from grader.student.lesson import load_questions
from grader.student.training import load_results

HEADER = Header("a title", "1.1", 1, 5, 1, (("I am stuck", "Look up."), ("Still", "Up.")), 1.0)
QUESTIONS = [
    (notebook, exercise)
    for notebook in notebooks()
    for exercise in exercises_of(notebook).values()
    if exercise.options
]
RIGHT = [load_reference(notebook).functions[e.name]() for notebook, e in QUESTIONS]
VERDICTS = re.compile(
    r"\b(right|wrong|correct|true|false|yes|no|not|never|only|but|however|mistake|answer|cannot)\b"
)


def chosen(letter):
    return lambda: letter


@pytest.mark.parametrize("notebook", sorted({notebook for notebook, _ in QUESTIONS}))
def test_the_public_cases_are_the_same_whichever_letter_is_right(notebook):
    reference = load_reference(notebook)
    given = [inspect.getsource(function) for function in reference.given.values()]
    names = [exercise.name for n, exercise in QUESTIONS if n == notebook]

    def public(letter):
        sources = {
            name: re.sub(r'choice = ".*"', f'choice = "{letter}"', reference.sources[name])
            for name in names
        }
        return public_cases(notebook, sources, dict.fromkeys(names, HEADER), given)

    assert len({public(letter) for letter in "abcd"}) == 1


@pytest.mark.parametrize(("notebook", "exercise"), QUESTIONS, ids=[e.name for _, e in QUESTIONS])
def test_a_check_says_the_same_of_each_letter_apart_from_its_explanation(notebook, exercise):
    question = load_questions(notebook)[exercise.name]
    said = set()
    for letter, option in exercise.options.items():
        verdict = judge(chosen(letter), question)
        assert (verdict.status, verdict.mistake, verdict.share) == ("chosen", None, 0.0)
        head, explained, *rest = verdict.lines
        assert explained == f"  {option.says}"
        assert not VERDICTS.search(" ".join(verdict.lines))
        said.add((head.replace(f'"{letter}"', "LETTER"), *rest))
    assert len(said) == 1


@pytest.mark.parametrize(("notebook", "exercise"), QUESTIONS, ids=[e.name for _, e in QUESTIONS])
def test_the_hidden_test_tells_and_explains(notebook, exercise):
    right = load_reference(notebook).functions[exercise.name]()
    assert set(exercise.options) == set("abcd")
    assert {m.name for m in exercise.mistakes} == {
        option.name for letter, option in exercise.options.items() if letter != right
    }
    for letter, option in exercise.options.items():
        verdict = judge_hidden(chosen(letter), notebook, exercise.name, "a seed")
        assert verdict.share == (letter == right)
        assert verdict.mistake == (None if letter == right else option.name)
        assert option.says in " ".join(verdict.lines)


def words(text):
    return re.findall(r"[a-z]+|\d+|[^\w\s]", text.lower())


def features(letter, exercise):
    """What a classifier may look at: the letter, the words, and where the sentence stands out."""
    texts = {each: option.says for each, option in exercise.options.items()}
    own = set(words(texts[letter]))
    others = set().union(*(words(t) for each, t in texts.items() if each != letter))
    length = sorted(texts, key=lambda each: len(texts[each])).index(letter)
    shared = sorted(texts, key=lambda each: overlap(each, texts)).index(letter)
    return (
        {f"letter {letter}", f"length {length}", f"overlap {shared}"}
        | {f"word {word}" for word in own}
        | {f"alone {len(own - others) // 3}", f"digits {len(re.findall(r'[0-9]', texts[letter]))}"}
    )


def overlap(letter, texts):
    own = set(words(texts[letter]))
    return sum(len(own & set(words(t))) for each, t in texts.items() if each != letter)


def bayes(trained, tried):
    """Return the letter that a naive Bayes classifier holds to be right."""
    counts = {True: Counter(), False: Counter()}
    totals = Counter()
    for exercise, right in trained:
        for letter in exercise.options:
            counts[letter == right].update(features(letter, exercise))
            totals[letter == right] += 1

    def odds(letter):
        return sum(
            math.log((counts[True][f] + 1) / (totals[True] + 2))
            - math.log((counts[False][f] + 1) / (totals[False] + 2))
            for f in features(letter, tried)
        )

    return max(tried.options, key=odds)


def single(feature):
    """Return a classifier that looks at one kind of feature."""

    def classify(trained, tried):
        kept = [
            (feature(exercise, letter), letter == right)
            for exercise, right in trained
            for letter in exercise.options
        ]
        seen, hits = Counter(value for value, _ in kept), Counter(v for v, hit in kept if hit)
        return max(
            tried.options,
            key=lambda each: (hits[feature(tried, each)] + 1) / (seen[feature(tried, each)] + 4),
        )

    return classify


def rank(measure):
    def ranked(exercise, letter):
        return sorted(exercise.options, key=lambda each: measure(exercise, each)).index(letter)

    return single(ranked)


CLASSIFIERS = {
    "naive Bayes": bayes,
    "letter": single(lambda exercise, letter: letter),
    "length": rank(lambda exercise, letter: len(exercise.options[letter].says)),
    "words": rank(lambda exercise, letter: len(words(exercise.options[letter].says))),
    "overlap": rank(
        lambda exercise, letter: overlap(
            letter, {each: option.says for each, option in exercise.options.items()}
        )
    ),
    "digits": rank(lambda exercise, letter: len(re.findall(r"\d", exercise.options[letter].says))),
}


def by_chance(hits, tries):
    """Return how probable it is to guess so many of four letters right, or more."""
    return sum(math.comb(tries, k) * 0.25**k * 0.75 ** (tries - k) for k in range(hits, tries + 1))


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_no_classifier_finds_the_right_letters_better_than_chance(name):
    pairs = [(exercise, right) for (_, exercise), right in zip(QUESTIONS, RIGHT, strict=True)]
    hits = sum(
        CLASSIFIERS[name]([*pairs[:i], *pairs[i + 1 :]], exercise) == right
        for i, (exercise, right) in enumerate(pairs)
    )
    assert by_chance(hits, len(pairs)) > 0.1, f"{hits} of {len(pairs)}"


def test_a_classifier_finds_what_gives_the_letters_away():
    pairs = [(exercise, right) for (_, exercise), right in zip(QUESTIONS, RIGHT, strict=True)]
    telling = []
    for exercise, right in pairs:
        options = {
            letter: option._replace(says=f"{'Yes' if letter == right else 'No'}: {option.says}")
            for letter, option in exercise.options.items()
        }
        telling.append((replace(exercise, options=options), right))
    hits = sum(
        bayes([*telling[:i], *telling[i + 1 :]], exercise) == right
        for i, (exercise, right) in enumerate(telling)
    )
    assert by_chance(hits, len(telling)) < 0.01


def test_the_explanations_of_the_table_have_its_numbers():
    rows = [row for row in load_results("depth") if row["size"] == "64"]
    values = {
        model: [100 * float(row["test"]) for row in rows if row["model"] == model]
        for model in ("logistic regression", "two layers", "four layers")
    }
    means = [round(sum(v) / len(v)) for v in values.values()]
    two, four = values["two layers"], values["four layers"]
    options = exercises_of("week4/cat_classifier")["what_the_table_says"].options
    for letter in "ab":
        assert "they are {}, {} and {}".format(*means) in options[letter].says
    for letter in "cd":
        assert f"{min(two):g} to {max(two):g} with two layers" in options[letter].says
        assert f"{min(four):g} to {max(four):g} with four" in options[letter].says


def test_a_file_for_students_holds_no_digest_of_a_letter():
    for notebook, exercise in QUESTIONS:
        question = load_questions(notebook)[exercise.name]
        assert [case.expected.letter for case in question.cases] == [""]
        assert not question.mistakes
        assert json.dumps(dict(question.explanations)) == json.dumps(
            {letter: option.says for letter, option in exercise.options.items()}
        )
