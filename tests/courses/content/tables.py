"""(f) pandas and sparse matrices."""

from tests.courses.parts import Assignment, Notebook, given, hidden, solve, test, with_ids

CELLS = (
    given(
        "setup",
        "import numpy as np\nimport pandas as pd\nimport scipy.sparse as sp\n\n"
        "sales = pd.DataFrame({'shop': ['a', 'b', 'a', 'c'], 'sold': [1, 2, 3, 4], "
        "'price': [2.0, 1.0, np.nan, 0.5]})",
    ),
    solve("frame", "def clean(df):\n    return df.dropna().reset_index(drop=True)"),
    test(
        "frame",
        "got = clean(sales)\nassert got.shape == (3, 3)\n"
        "assert list(got.columns) == ['shop', 'sold', 'price']\n"
        + hidden("pd.testing.assert_frame_equal(got, sales.dropna().reset_index(drop=True))"),
        2,
    ),
    solve("series", "def by_shop(df):\n    return df.groupby('shop')['sold'].sum()"),
    test(
        "series",
        "totals = by_shop(sales)\nassert totals['a'] == 4\n"
        "assert totals.index.tolist() == ['a', 'b', 'c']\nassert isinstance(totals, pd.Series)\n"
        + hidden("pd.testing.assert_series_equal(totals, sales.groupby('shop')['sold'].sum())"),
        2,
    ),
    solve("column", "sales['total'] = sales['sold'] * sales['price']"),
    test("column", "assert sales['total'].sum() == 6.0\nassert sales.loc[3, 'total'] == 2"),
    solve(
        "dates",
        "days = pd.date_range('2024-01-01', periods=3)\n"
        "series = pd.Series([1.0, 2.0, 3.0], index=days)",
    ),
    test(
        "dates",
        "assert series['2024-01-02'] == 2\nassert series.index[0] == pd.Timestamp('2024-01-01')\n"
        "assert series.rolling(2).mean().iloc[-1] == 2.5",
    ),
    solve("kinds", "kinds = pd.Series(['x', 'y', 'x'], dtype='category')"),
    test(
        "kinds",
        "assert list(kinds.cat.categories) == ['x', 'y']\nassert kinds.value_counts()['x'] == 2",
    ),
    solve(
        "sparse",
        "def laplacian(n):\n"
        "    return sp.diags_array([-1.0, 2.0, -1.0], offsets=[-1, 0, 1], shape=(n, n)).tocsr()",
    ),
    test(
        "sparse",
        "m = laplacian(4)\nassert sp.issparse(m) and m.nnz == 10\n"
        + hidden("assert (m.toarray() == 2 * np.eye(4) - np.eye(4, k=1) - np.eye(4, k=-1)).all()"),
        2,
    ),
    test("sparse product", "assert (laplacian(3) @ np.ones(3) == [1, 0, 1]).all()"),
)

ASSIGNMENT = Assignment(
    "tables",
    (
        Notebook(
            "tables",
            CELLS,
            {
                "frame": "def clean(df):\n    return df.dropna().to_dict()",
                "series": "def by_shop(df):\n    return df.groupby('shop')['sold'].mean()",
                "kinds": "kinds = ['x', 'y', 'x']",
                "sparse": "def laplacian(n):\n    return np.diag(np.full(n, 2.0))",
            },
            with_ids,
        ),
    ),
)
