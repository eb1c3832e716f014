# %% [markdown]
r"""
# Vectorization and broadcasting: whole arrays instead of loops

At the end of this notebook you will have built a set of functions that work on whole arrays at
once, and you will have measured on your own computer how much time that saves.

You will learn how to

- replace a loop over numbers by one operation on arrays, and say where the speed comes from;
- add, divide and compare arrays of different shapes, and predict the shape of the result;
- notice an array with only one axis before it does harm.

You need Python functions and loops, and the idea of a NumPy array. The results are used
everywhere in this course; `week2/logistic_regression` already uses some of them.

**How to work with this page.** Run the cells from top to bottom with Shift+Enter. In each of the
twelve exercises you complete one function. The cell below it, `check(...)`, tries your function
on small cases and says what is right and what is not. `hint(...)`, with the name of your
function, prints a hint; call it again for the next one. Where you read **Before you read on**,
write your answer down first. The exercises take about two hours in all.
"""

# %% locked="setup"
import numpy as np

from grader.student import figures, notebook

check, ready, hint = notebook("week2/vectorization_and_broadcasting")

# %% [markdown]
r"""
## 1. One number after another

A model multiplies every feature by its weight and adds everything up. With two lists of numbers
$a$ and $b$, each of length $n$, that is their *dot product*:

$$s = \sum_{i=1}^{n} a_i b_i = a_1 b_1 + a_2 b_2 + \dots + a_n b_n \qquad\text{(1.1)}$$

shapes: $a$ and $b$ are $(n,)$, plain lists of $n$ numbers; $s$ is one number.

A picture of 64 by 64 pixels has $n = 12288$ features. So this sum is computed for each picture,
in each of thousands of steps: it is worth a closer look.

Two ways lead to it. The first one tells Python what to do with every single pair of numbers.
"""

# %% [markdown]
r"""
### Exercise 1.1: the dot product, number by number
difficulty 1 of 5 · about 10 minutes · the reference is 3 lines

Write equation (1.1) as a loop. Use only single entries such as `a[0]`, and plain arithmetic: here
the loop itself is the exercise, so no function of NumPy may do the work. For `a = [1, 2, 3]` and
`b = [4, 5, 6]` the result is 4 + 10 + 18 = 32.

<details><summary>I do not know how to begin</summary>

Work out the example with a pencil, and say after each number what you know so far. Which single
number do you carry from one pair to the next? What is it before the first pair?

</details>
<details><summary>IndexError: only integers, slices ... are valid indices</summary>

What does your loop variable hold in the first turn: 0, or the first number of the array? Which of
the two can stand in square brackets?

</details>
<details><summary>My result is just the last product</summary>

There is a difference between "s is" and "s grows by". Which one did you write?

</details>
"""


# %% exercise="dot_loop"
def dot_loop(a, b):
    """Dot product with a Python loop, equation (1.1).

    Parameters
    ----------
    a : ndarray (n,)
    b : ndarray (n,)

    Returns
    -------
    s : float
    """
    ### BEGIN SOLUTION
    s = 0.0
    for i in range(a.shape[0]):
        s = s + a[i] * b[i]
    ### END SOLUTION
    return s


# %% checks="dot_loop" points=3
check(dot_loop)

# %% [markdown]
r"""
The second way hands both arrays over and asks for the result. To write a computation like that,
with operations on whole arrays and no loop of your own, is called *vectorization*.
"""

# %% [markdown]
r"""
### Exercise 1.2: the dot product in one go
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

The same number, without a loop of any kind. NumPy has a function for it; its name is the name of
the product. For `a = [1, 2, 3]` and `b = [4, 5, 6]` the result is 32 again.

<details><summary>I get an array, not a number</summary>

Then you have all the products. What does (1.1) do with them?

</details>
<details><summary>check says that my values are right, but there is a Python loop</summary>

A comprehension is a loop, and Python's own `sum` takes the entries out one by one as well. What
is the name of the sum that belongs to NumPy?

</details>
"""


# %% exercise="dot_vectorized"
def dot_vectorized(a, b):
    """Dot product in one array operation, equation (1.1).

    Parameters
    ----------
    a : ndarray (n,)
    b : ndarray (n,)

    Returns
    -------
    s : float
    """
    ### BEGIN SOLUTION
    s = np.dot(a, b)
    ### END SOLUTION
    return s


# %% checks="dot_vectorized" points=2
check(dot_vectorized)

# %% [markdown]
r"""
**Before you read on:** take a million random numbers twice. How long does each of your two
functions take? And will the two results be equal, to the last digit?
"""

# %%
from time import perf_counter

n = 1_000_000
rng = np.random.default_rng(1)
a, b = rng.random(n), rng.random(n)

if ready(dot_loop, dot_vectorized):
    start = perf_counter()
    by_loop = dot_loop(a, b)
    middle = perf_counter()
    at_once = dot_vectorized(a, b)
    end = perf_counter()
    print(f"loop:       {by_loop:.9f}   in {1000 * (middle - start):8.2f} ms")
    print(f"vectorized: {at_once:.9f}   in {1000 * (end - middle):8.2f} ms")
    print(f"they differ by {abs(by_loop - at_once):.1e}")

# %% [markdown]
r"""
The same sum, up to its last digits. Those may differ because a float is rounded after every
addition, and the two functions do not add in the same order. Such differences mean nothing; so
compare floats with `np.allclose`, never with `==`.

## 2. Measured: how much faster, and why

One measurement is an anecdote. The next cell measures both functions for $n$ from 10 to
$10^7$. Each time is the shortest of several calls, because everything else that your computer
does can only make a call slower, never faster. The loop is measured only as far as it takes about
a second in all; beyond, its line is continued in proportion to $n$, dotted.

**Before you read on:** both axes of the figure count in powers of ten. How does a time look there
that is proportional to $n$? For which $n$ do you expect the largest gain?
"""

# %%
from timeit import Timer


def seconds_per_call(function, *arguments):
    """Shortest time of one call, out of several; out of one, if that is slow."""
    timer = Timer(lambda: function(*arguments))
    once = timer.timeit(number=1)
    if once > 0.05:
        return once
    number = max(1, min(10_000, int(0.01 / max(once, 1e-7))))
    return min(timer.repeat(repeat=3, number=number)) / number


sizes = [10**k for k in range(1, 8)]

if ready(dot_loop, dot_vectorized):
    a, b = rng.random(sizes[-1]), rng.random(sizes[-1])
    loop_seconds, dot_seconds = {}, {}
    begin = perf_counter()
    for n in sizes:
        if loop_seconds and perf_counter() - begin + 10 * loop_seconds[n // 10] > 1:
            break
        loop_seconds[n] = seconds_per_call(dot_loop, a[:n], b[:n])
    for n in sizes:
        dot_seconds[n] = seconds_per_call(dot_vectorized, a[:n], b[:n])

    figures.show(
        figures.loop_and_vectorized(loop_seconds, dot_seconds),
        alt="Two charts with logarithmic axes, measured here. Left: the time of one call against n"
        " from 10 to 10 million. The loop is a straight line; the vectorized function lies far"
        " below it, nearly level at first and parallel to it for large n. Right: the time for each"
        " pair of numbers. The loop is level; the vectorized time falls steeply with n, and may"
        " rise again at the end.",
    )
    print("        n      loop (ms)   vectorized (ms)   ratio")
    for n in loop_seconds:
        ratio = loop_seconds[n] / dot_seconds[n]
        print(
            f"{n:9}   {1000 * loop_seconds[n]:12.4f}   {1000 * dot_seconds[n]:15.4f}   {ratio:5.0f}"
        )
    measured = max(loop_seconds)
    if measured < sizes[-1]:
        print(f"above n = {measured} the loop was not measured: the dotted line continues it")

# %% [markdown]
r"""
Read the right-hand panel from left to right.

- **The loop is level.** Each pair costs the same, however many there are.
- **The vectorized time falls at first.** A call of NumPy costs something before the first number
  is touched: which function, which type, which shape? For ten numbers that is most of the time;
  for ten thousand it is spread so thin that it no longer shows.
- **Then it is level as well,** far below the loop. This gap is the gain.
- **At the end it may rise.** There the arrays have grown larger than the fast memory of the
  processor.

### Where the gain comes from

Three things hide in this gap, and they can be taken apart. The next cell adds up the same numbers
in three ways: with a Python loop; with `np.cumsum`, which returns all partial sums, so each
addition has to wait for the one before it, just as in your loop, but in compiled code; and with
`np.sum`, which may add in any order it likes.
"""

# %%
numbers = rng.random(20_000)


def sum_loop(x):
    """Add up with a Python loop."""
    s = 0.0
    for value in x:
        s = s + value
    return s


per_number = {
    name: seconds_per_call(function, numbers) / numbers.size * 1e9
    for name, function in (
        ("Python loop", sum_loop),
        ("np.cumsum", np.cumsum),
        ("np.sum", np.sum),
    )
}
print("nanoseconds for each number:")
for name, nanoseconds in per_number.items():
    print(f"  {name:12} {nanoseconds:8.2f}")
interpreter = per_number["Python loop"] / per_number["np.cumsum"]
together = per_number["np.cumsum"] / per_number["np.sum"]
print(f"compiled instead of interpreted:        {interpreter:6.1f} times as fast")
print(f"several at once instead of one by one:  {together:6.1f} times as fast")
if ready(dot_loop, dot_vectorized):
    each = {n: 1e9 * t / n for n, t in dot_seconds.items()}
    best = min(each, key=each.get)
    print(f"your dot_vectorized for each pair: {each[best]:.2f} ns at n = {best},")
    print(f"                                   {each[sizes[-1]]:.2f} ns at n = {sizes[-1]}")
    a = b = None  # gives 160 MB of memory back

# %% [markdown]
r"""
**The interpreter.** For one turn of the loop, Python reads a handful of instructions, makes an
object for each number, looks up what `+` means for objects of this type, and only then adds.
Compiled code knows all that beforehand. That is the first ratio.

**SIMD.** The name stands for *single instruction, multiple data*: a processor has instructions
that do the same thing to several numbers side by side, in so-called lanes. A running sum cannot
use them, because each addition needs the result before it. A plain sum can: several partial sums
grow side by side, and are added at the end. That is the second ratio. (It can be larger than the
number of lanes, since a running sum also writes every partial sum into memory, and waits each time
until an addition is finished.)
"""

# %%
figures.explore(
    lambda lanes: figures.lanes([1, lanes]),
    alt="Sixteen numbered pairs of numbers as blocks. With one lane they take 16 steps one after"
    " the other; with 2 lanes 8 steps; with 4 lanes 4 steps.",
    static=figures.lanes([1, 2, 4]),
    lanes=[1, 2, 4, 8, 16],
)

# %% [markdown]
r"""
The same sixteen pairs, in fewer steps. A CPU has a few cores, each with 2 to 16 lanes; how many
depends on the processor and on the type of the numbers. A GPU works by the same principle with
thousands of lanes, which is why large networks are trained on it. But on both, the lanes stay empty
unless you say "do this to the whole array", and a loop over single numbers says the opposite.

**The cache.** Numbers must come from memory before they can be multiplied. Near each core lies a
small, fast memory, the *cache*, often a few megabytes. As long as both arrays fit into it, they
are waiting there when they are needed again. If they do not, they come from the main memory in
every call, and even the fastest lanes wait. The axis under the right-hand panel shows how much
memory `a` and `b` take: where the curve turns up, if it does, your cache ends. (The last two lines
above give that in numbers.) Side by side in memory is also the best order to visit numbers in, and
array operations see to that.

So the rule for everything that follows: **wherever an operation on whole arrays exists, use it
instead of a loop over numbers.** Some loops remain, for example the one over the steps of gradient
descent, because each step needs the result of the one before. But a loop that handles one number
at a time is nearly always the wrong one.
"""

# %% [markdown]
r"""
## 3. A matrix times a vector

A layer of a network needs many dot products at once: one for each row of a matrix $A$. Together
they are the product $u = A v$:

$$u_i = \sum_{j=1}^{q} A_{ij} \, v_j, \qquad i = 1, \dots, p \qquad\text{(3.1)}$$

shapes: $u$: $(p, 1) = (p, q)(q, 1)$. The inner two numbers meet and vanish.

The columns $u$ and $v$ have *two* axes here, with a size of 1 in the second one. Why that is
better than one axis is the subject of section 7.
"""

# %% [markdown]
r"""
### Exercise 3.1: two loops
difficulty 2 of 5 · about 10 minutes · the reference is 4 lines

Write (3.1) with one loop over the rows and one over the columns, number by number. Make the column
`u` first, full of zeros, then fill it. For

| A | v | u |
|---|---|---|
| [[1, 2, 3], [4, 5, 6]] | [[1], [0], [2]] | [[7], [16]] |

<details><summary>TypeError: Cannot interpret '1' as a data type</summary>

That comes from `np.zeros(p, 1)`. A shape is *one* thing made of two numbers. What do you put
around them to make them one?

</details>
<details><summary>IndexError: index 2 is out of bounds</summary>

Which of your two loop variables counts rows, and which counts columns? In which order do they
stand in the brackets behind A? Which one does v need?

</details>
<details><summary>ValueError: setting an array element with a sequence</summary>

What is `v[j]` of a column: a number, or an array with one entry? How many indices does it take to
reach a number in an array with two axes?

</details>
<details><summary>My entries are too small</summary>

How many products does (3.1) add up for one entry of u? How many does yours hold at the end of the
inner loop?

</details>
"""


# %% exercise="matvec_loops"
def matvec_loops(A, v):
    """Matrix times column with two Python loops, equation (3.1).

    Parameters
    ----------
    A : ndarray (p, q)
    v : ndarray (q, 1)

    Returns
    -------
    u : ndarray (p, 1)
    """
    p, q = A.shape
    ### BEGIN SOLUTION
    u = np.zeros((p, 1))
    for i in range(p):
        for j in range(q):
            u[i, 0] = u[i, 0] + A[i, j] * v[j, 0]
    ### END SOLUTION
    return u


# %% checks="matvec_loops" points=4
check(matvec_loops)

# %% [markdown]
r"""
### Exercise 3.2: no loop
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

The same column in one operation. In Python the matrix product has an operator of its own; the
star `*` is another product. For the table above the result is the same.

<details><summary>ValueError: operands could not be broadcast together</summary>

The star multiplies entries that stand in the same place. Which operator multiplies rows with
columns?

</details>
<details><summary>ValueError: matmul ... mismatch in its core dimension</summary>

Write the two shapes side by side, in the order of your factors. Which two numbers meet, and are
they equal?

</details>
"""


# %% exercise="matvec"
def matvec(A, v):
    """Matrix times column in one array operation, equation (3.1).

    Parameters
    ----------
    A : ndarray (p, q)
    v : ndarray (q, 1)

    Returns
    -------
    u : ndarray (p, 1)
    """
    ### BEGIN SOLUTION
    u = A @ v
    ### END SOLUTION
    return u


# %% checks="matvec" points=2
check(matvec)

# %% [markdown]
r"""
**Before you read on:** is the gain for a matrix of 300 by 300 larger or smaller than for a dot
product of 300 numbers? (Think of what a call costs before the first number is touched.)
"""

# %%
if ready(dot_loop, dot_vectorized, matvec_loops, matvec):
    A, v = rng.random((300, 300)), rng.random((300, 1))
    row, column = A[0], v[:, 0]
    gain_dot = seconds_per_call(dot_loop, row, column) / seconds_per_call(
        dot_vectorized, row, column
    )
    gain_matvec = seconds_per_call(matvec_loops, A, v) / seconds_per_call(matvec, A, v)
    print(f"300 numbers:        {gain_dot:6.0f} times as fast")
    print(f"300 by 300 numbers: {gain_matvec:6.0f} times as fast")
    print(f"same result: {np.allclose(matvec_loops(A, v), matvec(A, v))}")

# %% [markdown]
r"""
Larger. One call now does 300 dot products, so its fixed cost is shared by 90,000 numbers. The more
work goes into one operation, the better: in logistic regression, one product handles all examples.
"""

# %% [markdown]
r"""
## 4. A function of every entry

The second kind of array operation takes each entry by itself. Such functions are called
*elementwise*: the result has the shape of the argument, and entry $i$ of the result depends on
entry $i$ of the argument alone. The sigmoid of week 2 is one.

| in Python | for each entry $x$ |
|---|---|
| `np.exp(v)` | $e^x$ |
| `np.log(v)` | $\log x$, the natural logarithm, for $x > 0$ |
| `np.abs(v)` | $\lvert x \rvert$ |
| `np.maximum(v, 0)` | the larger of $x$ and 0 |
| `v**2` | $x^2$ |
| `1 / v` | $1/x$, for $x$ other than 0 |

Two of them deserve a second look. A negative number has no logarithm. To have one for every entry
other than 0, take the absolute value first:

$$\ell(x) = \log \lvert x \rvert \qquad\text{(4.1)}$$

And the maximum is the *ReLU*, the most used of all activation functions:

$$\mathrm{ReLU}(x) = \max(x, 0) = \begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}
\qquad\text{(4.2)}$$

shapes: all as `v`.

**Before you read on:** `np.max(v, 0)` looks almost the same as `np.maximum(v, 0)`. For a column
`v` of shape $(5, 1)$, which shape does each of them return?
"""

# %%
v = np.array([[-2.0], [0.5], [3.0], [-0.1], [1.0]])
print("np.maximum(v, 0) has shape", np.maximum(v, 0).shape, "and np.max(v, 0) shape", end=" ")
print(np.max(v, 0).shape)

# %% [markdown]
r"""
`np.max` looks for the largest entry of an array, and its second argument is an axis. `np.maximum`
compares two arrays entry by entry, and here the second one is the number 0.
"""

# %% [markdown]
r"""
### Exercise 4.1: six elementwise functions
difficulty 1 of 5 · about 10 minutes · the reference is 6 lines

Compute the six results; the dictionary at the end says which name each one needs. `log` is (4.1),
so it works for negative entries as well, and `maximum` is (4.2). For `v = [[2.0], [-1.0]]`:

| exp | abs | log | maximum | square | reciprocal |
|---|---|---|---|---|---|
| 7.3891, 0.3679 | 2, 1 | 0.6931, 0 | 2, 0 | 4, 1 | 0.5, -1 |

<details><summary>NumPy warns: invalid value encountered in log</summary>

Of which numbers do you take the logarithm? What does (4.1) do to them first?

</details>
<details><summary>TypeError: only 0-dimensional arrays can be converted to Python scalars</summary>

The functions of `math` take one number. The ones with the same names in NumPy take arrays.

</details>
<details><summary>TypeError: ufunc 'bitwise_xor' not supported</summary>

How does Python write "to the power of"? The caret does something else.

</details>
"""


# %% exercise="elementwise"
def elementwise(v):
    """Six functions of every entry.

    Parameters
    ----------
    v : ndarray of any shape
        No entry is 0.

    Returns
    -------
    results : dict of ndarray, each with the shape of v
        "exp", "abs", "log" (4.1), "maximum" (4.2), "square" and "reciprocal".
    """
    ### BEGIN SOLUTION
    exp = np.exp(v)
    absolute = np.abs(v)
    log = np.log(absolute)
    maximum = np.maximum(v, 0)
    square = v**2
    reciprocal = 1 / v
    ### END SOLUTION
    return {
        "exp": exp,
        "abs": absolute,
        "log": log,
        "maximum": maximum,
        "square": square,
        "reciprocal": reciprocal,
    }


# %% checks="elementwise" points=3
check(elementwise)

# %%
import math

values = rng.uniform(0.1, 5, size=20_000)
as_list = values.tolist()  # plain Python numbers: the loop's best case

print("times as fast on an array of 20,000 numbers as in a loop over a list:")
for name, one_by_one, whole_array in (
    ("exp", lambda: [math.exp(x) for x in as_list], lambda: np.exp(values)),
    ("log", lambda: [math.log(x) for x in as_list], lambda: np.log(values)),
    ("maximum", lambda: [max(x, 0) for x in as_list], lambda: np.maximum(values, 0)),
    ("square", lambda: [x**2 for x in as_list], lambda: values**2),
):
    print(f"  {name:8} {seconds_per_call(one_by_one) / seconds_per_call(whole_array):5.0f}")

# %% [markdown]
r"""
The gain differs from function to function. Where the function itself is expensive (an exponential
takes many multiplications) both sides have to pay for it; where it is cheap, the interpreter is
nearly all the cost, and nearly all of it goes away.
"""

# %% [markdown]
r"""
## 5. Along an axis

Here is a table: calories from carbohydrate, protein and fat in 100 grams of four foods.
"""

# %%
nutrients = ["carbohydrate", "protein", "fat"]
foods = ["apples", "beef", "eggs", "potatoes"]
A = np.array(
    [
        [56.0, 0.0, 4.4, 68.0],
        [1.2, 104.0, 52.0, 8.0],
        [1.8, 135.0, 99.0, 0.9],
    ]
)
print("A has shape", A.shape)

# %% [markdown]
r"""
Of the calories of an apple, which share comes from carbohydrate? There are
$56.0 + 1.2 + 1.8 = 59.0$ in all, and $56.0 / 59.0$ is 94.9 %. So each column must be added up, and
each entry divided by the total of its column.

A sum over the whole array is one number. With `axis` you say along which axis to add, and **that
axis is the one that disappears**: `axis=0` runs down, through the rows; `axis=1` runs across,
through the columns.

**Before you read on:** what is the shape of `A.sum(axis=0)`: $(3, 1)$, $(1, 4)$, or something else?
"""

# %%
figures.show(
    figures.sums_along_axes(A, nutrients, foods),
    alt="The table of calories. Below it the sums along axis 0, one for each food: 59, 239, 155.4,"
    " 76.9. At its right the sums along axis 1, one for each nutrient: 128.4, 165.2, 236.7.",
)
print("A.sum(axis=0)                 has shape", A.sum(axis=0).shape)
print("A.sum(axis=0, keepdims=True)  has shape", A.sum(axis=0, keepdims=True).shape)
print("A.sum(axis=0).reshape(1, 4)   has shape", A.sum(axis=0).reshape(1, 4).shape)

# %% [markdown]
r"""
Something else: $(4,)$. The axis that was added up is gone, and what remains is an array with one
axis, neither a row nor a column. `keepdims=True` keeps the axis, with size 1; `reshape` puts it
back. Then the totals are a row $(1, 4)$ that stands under the table.

With the row of totals, one division does the rest:

$$P_{ij} = 100 \cdot \frac{A_{ij}}{\sum_{k} A_{kj}} \qquad\text{(5.1)}$$

shapes: $P$: $(m, n) = (m, n) / (1, n)$. NumPy divides each row of $A$ by the same row of totals.
The next section says why it may.
"""

# %% [markdown]
r"""
### Exercise 5.1: percentages
difficulty 1 of 5 · about 10 minutes · the reference is 2 lines

Write (5.1) for a table of any size, without a loop. For the table above, the first column of the
result is about 94.9, 2.0 and 3.1.

<details><summary>My rows add up to 100, not my columns</summary>

Each food is a column, and you want one total for each food. Which axis has to disappear?

</details>
<details><summary>ValueError: cannot reshape array of size 5 into shape (1,4)</summary>

The 4 is true for four foods only. How can you say "one row, and as many columns as it takes"?

</details>
<details><summary>Do I need reshape or keepdims at all?</summary>

Try it without. Then try to divide each *row* by its total, without. One of the two goes well by
luck; section 6 shows which, and why. With a row of totals you need no luck.

</details>
"""


# %% exercise="calorie_percentages"
def calorie_percentages(A):
    """Share of each entry in the total of its column, in per cent, equation (5.1).

    Parameters
    ----------
    A : ndarray (m, n)
        One food per column; every column has a total above 0.

    Returns
    -------
    percentages : ndarray (m, n)
        Each column adds up to 100.
    """
    ### BEGIN SOLUTION
    cal = A.sum(axis=0).reshape(1, -1)
    percentages = 100 * A / cal
    ### END SOLUTION
    return percentages


# %% checks="calorie_percentages" points=4
check(calorie_percentages)

# %%
if ready(calorie_percentages):
    percentages = calorie_percentages(A)
    figures.show(
        figures.shares(percentages, nutrients, foods),
        alt="One bar for each food, divided into its shares. Apples: 94.9 per cent carbohydrate."
        " Beef: 43.5 protein and 56.5 fat. Eggs: 33.5 protein and 63.7 fat. Potatoes: 88.4"
        " carbohydrate and 10.4 protein.",
    )
    print("columns add up to", percentages.sum(axis=0))

# %% [markdown]
r"""
Apples and potatoes are nearly all carbohydrate; more than half of the calories of beef and eggs are
fat.

### Reshaping is cheap

In memory there are no rows and columns. The numbers of an array lie one behind the other, and the
shape is a note beside them that says how to read them. `reshape` writes a new note. It touches no
number, whatever the size.

**Before you read on:** `B = x.reshape(3, 4)`, then `B[0, 0] = 99`. What is `x[0]` now?
"""

# %%
figures.show(
    figures.one_strip([(3, 4), (4, 3), (2, 6)]),
    alt="Twelve numbers in one strip of memory, and below it the same numbers read as 3 rows of 4,"
    " 4 rows of 3, and 2 rows of 6. Each reading goes through the strip in order, row by row.",
)
x = np.arange(12)
B = x.reshape(3, 4)
B[0, 0] = 99
print("x[0] is now", x[0], "  same memory:", np.shares_memory(x, B))
for size in (10, 10_000_000):
    numbers = np.zeros(size)
    seconds = seconds_per_call(numbers.reshape, 1, -1)
    print(f"reshape of {size:>8} numbers: {1e9 * seconds:5.0f} ns")

# %% [markdown]
r"""
`x[0]` is 99: `B` is a *view*, a second reading of the same memory. And ten million numbers take no
longer than ten. So use `reshape` freely, wherever you want to be sure of a shape. It costs
next to nothing, it stops with an error if the number of entries does not fit, and the next reader
sees what you expect. Two things to know: since a view shares its memory, do not write into it
unless you mean to; and after a transpose the numbers no longer lie in the order in which they are
read, so there `reshape` has to make a copy.
"""

# %% [markdown]
r"""
## 6. Broadcasting: the stretching rule

You have divided an array $(3, 4)$ by an array $(1, 4)$, though entry by entry that makes no sense.
NumPy first *stretched* the row to three equal rows. That is called *broadcasting*, and it works
for every elementwise operation: plus, minus, times, divided by, comparison, `np.maximum`.
"""

# %%
figures.show(
    figures.stretched([((2, 3), (1, 3)), ((2, 3), (2, 1)), ((4, 1), ()), ((3, 1), (1, 3))]),
    alt="Four sums, drawn as blocks of numbers. A (2, 3) array plus a row (1, 3): the row is"
    " repeated downwards. The same plus a column (2, 1): the column is repeated to the right. A"
    " column (4, 1) plus the number 100: the number is repeated four times. A column (3, 1) plus a"
    " row (1, 3): both are repeated, and the result is (3, 3). Copies have a dashed edge.",
)

# %% [markdown]
r"""
Solid cells are there; dashed ones are the copies that NumPy acts as if it had made. (It reads the
same memory again instead: stretching takes no room.) The general principle for a matrix $(m, n)$:

| $(m, n)$ with | is treated as if |
|---|---|
| a row $(1, n)$ | the row were repeated $m$ times, downwards |
| a column $(m, 1)$ | the column were repeated $n$ times, to the right |
| a number | the number stood in every place |

A row and a column both stretch. And the rule for any two shapes has two steps:

1. **Write the shapes one above the other, so that they end together.** If one is shorter, put ones
   on its *left* until both have the same number of axes.
2. **Compare the sizes axis by axis.** Of two sizes $p$ and $q$, the result has size

$$r(p, q) = \begin{cases} p & \text{if } p = q \text{ or } q = 1 \\ q & \text{if } p = 1 \\
\text{none, the shapes do not fit} & \text{otherwise} \end{cases} \qquad\text{(6.1)}$$

For example

```
   s          3  1  4            s     (3, 4)            s      3  4
   t             2  1            t     (3,)  becomes     t      1  3
   result     3  2  4                                    4 and 3 do not fit
```

**Before you read on:** what is the result of $(2, 3)$ with $(3,)$? Of $(3,)$ with $(3, 1)$? Of
$(2, 3)$ with $(2,)$? Of $(4, 1)$ with $(3, 1)$? Then try others with the sliders.
"""

# %%
shapes = {"number": (), "(3,)": (3,), "(3, 1)": (3, 1), "(3, 4)": (3, 4), "(1, 4)": (1, 4)}
shapes |= {"(4,)": (4,), "(4, 1)": (4, 1)}

figures.explore(
    lambda s, t: figures.stretched([(shapes[s], shapes[t])]),
    alt="Four pairs of shapes as blocks. (2, 3) plus (3,): the three numbers count as a row, which"
    " is repeated downwards. (3,) plus (3, 1): both stretch, to (3, 3). (2, 3) plus (2,): no"
    " result, since 3 and 2 differ and neither is 1. (4, 1) plus (3, 1): no result, since 4 and 3"
    " differ and neither is 1.",
    static=figures.stretched([((2, 3), (3,)), ((3,), (3, 1)), ((2, 3), (2,)), ((4, 1), (3, 1))]),
    s=list(shapes),
    t=["number", "(4,)", "(3, 1)", "(1, 4)", "(3, 4)", "(3,)", "(4, 1)"],
)

# %% [markdown]
r"""
An array with one axis behaves like a *row*, since the ones are put on its left. So $(3,)$ fits a
table with three columns, and $(2,)$ does not fit a table with two rows. That is why the totals of
the columns in section 5, $(4,)$, would have worked without `reshape`, and totals of the rows,
$(3,)$, would not.
"""

# %% [markdown]
r"""
### Exercise 6.1: the shape of the result
difficulty 3 of 5 · about 25 minutes · the reference is 8 lines

Write the rule. Your function gets two shapes, as tuples, and returns the shape of the result, as a
tuple. If the shapes do not fit, it returns `None`. (NumPy stops with an error there. A function
that is *asked* whether something fits should answer.) Here a loop is right: it runs over the few
axes, not over the data. Write it yourself, without asking NumPy for the shape.

| s | t | result |
|---|---|---|
| (3, 1, 4) | (2, 1) | (3, 2, 4) |
| (4,) | (3, 4) | (3, 4) |
| (3, 4) | (3,) | None |
| () | (2, 5) | (2, 5) |

<details><summary>How do I put ones on the left of a tuple?</summary>

Tuples can be added, and multiplied by a whole number: what is `(0,) * 3 + (7, 8)`? How many ones
does the shorter shape need?

</details>
<details><summary>How do I go through two tuples at once?</summary>

`for p, q in zip(s, t):` takes one entry of each in every turn. What has to be true of their lengths
so that none is left over?

</details>
<details><summary>How do I build a tuple step by step?</summary>

Begin with the empty one, and add a tuple with a single entry in each turn. Its comma matters: what
is the difference between `(5)` and `(5,)`?

</details>
<details><summary>My function never returns None, or always does</summary>

Take the sizes 3 and 4, then 3 and 1, then 1 and 4, then 3 and 3. For each pair, which of the three
lines of (6.1) holds? Which of your lines catches it?

</details>
"""


# %% exercise="broadcast_shape"
def broadcast_shape(s, t):
    """Shape of the result of an elementwise operation, equation (6.1).

    Parameters
    ----------
    s : tuple of int
        Shape of the first array; all sizes are 1 or more.
    t : tuple of int
        Shape of the second array.

    Returns
    -------
    shape : tuple of int, or None
        None if the two shapes do not fit.
    """
    ### BEGIN SOLUTION
    n = max(len(s), len(t))
    s = (1,) * (n - len(s)) + s
    t = (1,) * (n - len(t)) + t
    shape = ()
    for p, q in zip(s, t, strict=True):
        if p != q and p != 1 and q != 1:
            return None
        shape = (*shape, q if p == 1 else p)
    ### END SOLUTION
    return shape


# %% checks="broadcast_shape" points=6
check(broadcast_shape)

# %% [markdown]
r"""
The best judge of this function is NumPy. The next cell draws two thousand pairs of shapes at random
and compares.
"""

# %%
if ready(broadcast_shape):
    agreed = refused = 0
    for _ in range(2000):
        s, t = (tuple(rng.choice([1, 1, 2, 3], size=rng.integers(0, 4)).tolist()) for _ in "st")
        try:
            truth = np.broadcast_shapes(s, t)
        except ValueError:
            truth = None
            refused += 1
        agreed += broadcast_shape(s, t) == truth
    print(f"agreed with NumPy on {agreed} of 2000 pairs, {refused} of which do not fit")

# %% [markdown]
r"""
## 7. Arrays with one axis

An array of shape $(n,)$ is called a *rank-1 array*. It is neither a row nor a column, and it
surprises people.
"""

# %%
a = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
print("a.shape", a.shape, "   a.T.shape", a.T.shape, "   a @ a.T is the number", a @ a.T)

c = a.reshape(5, 1)
print("c.shape", c.shape, "  c.T.shape", c.T.shape, " c @ c.T has shape", (c @ c.T).shape)
print("c.T @ c has shape", (c.T @ c).shape)

# %% [markdown]
r"""
The transpose of `a` is `a` itself: with one axis, there is nothing to exchange. So `a @ a.T` is
not the table of products that the formula $a\,a^T$ means for a column, but one number. With the
column `c` the code does what the formula says.

Worse is what happens without any error. **Before you read on:** four predictions stand in a column
$(4, 1)$ and their four true values in an array $(4,)$. All predictions are right. What is the mean
of the squared differences?
"""

# %%
predictions = np.array([[1.0], [2.0], [3.0], [4.0]])
truth = np.array([1.0, 2.0, 3.0, 4.0])

figures.show(
    figures.stretched([((4, 1), (4,))]),
    alt="A column (4, 1) and an array (4,) in one operation: the column is repeated to the right,"
    " the array counts as a row and is repeated downwards, and the result is (4, 4).",
)
differences = predictions - truth
print("shape of the differences:", differences.shape, "  mean of their squares:", end=" ")
print(np.mean(differences**2))
differences = predictions - truth.reshape(4, 1)
print("shape of the differences:", differences.shape, "  mean of their squares:", end=" ")
print(np.mean(differences**2))

# %% [markdown]
r"""
It should be 0, and it is 2.5, with no error and no warning. (The figure adds; minus stretches in
the same way.) The array $(4,)$ counted as a row, so
every prediction was compared with every truth. A model trained on such a cost learns nonsense.

Four habits prevent it:

- make vectors with two axes from the start: `np.zeros((n, 1))`, not `np.zeros(n)`;
- keep the axis when you add up: `keepdims=True`;
- write down what you expect: `assert w.shape == (n_x, 1)`. An assertion costs next to nothing, and
  stops the program at the place where a shape went wrong, not ten functions later;
- where an array comes from elsewhere, `reshape` it before you use it. As a column:

$$v \longmapsto \begin{bmatrix} v_1 \\ \vdots \\ v_n \end{bmatrix} \qquad\text{(7.1)}$$

shapes: $(n,)$ becomes $(n, 1)$.
"""

# %% [markdown]
r"""
### Exercise 7.1: into a column
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Whatever comes in, $(n,)$, $(1, n)$ or $(n, 1)$: return a column $(n, 1)$, as in (7.1). For
`np.array([5.0, 6.0, 7.0])` the result is `[[5.0], [6.0], [7.0]]`.

<details><summary>Why does .T not do it?</summary>

What is the shape of `np.zeros(3).T`? A transpose exchanges axes that are there; it makes no new
one.

</details>
<details><summary>How do I say "n rows" if I do not know n?</summary>

In a new shape, one size may be left for NumPy to work out. What do you write for it? (Exercise 5.1
needed it too.)

</details>
"""


# %% exercise="as_column"
def as_column(v):
    """Return the entries of a vector as a column, (7.1).

    Parameters
    ----------
    v : ndarray (n,), (1, n) or (n, 1)

    Returns
    -------
    column : ndarray (n, 1)
    """
    ### BEGIN SOLUTION
    column = v.reshape(-1, 1)
    ### END SOLUTION
    return column


# %% checks="as_column" points=2
check(as_column)

# %%
if ready(as_column):
    w = np.zeros(3)
    try:
        assert w.shape == (3, 1), f"w should be (3, 1), and is {w.shape}"
    except AssertionError as error:
        print("caught by the assertion:", error)
    w = as_column(w)
    assert w.shape == (3, 1)
    print("now w is", w.shape)

# %% [markdown]
r"""
(The dot product of section 1 took two arrays $(n,)$ on purpose. As long as all that you do with
such an array is to go through its entries, it does no harm.)
"""

# %% [markdown]
r"""
## 8. Row by row: lengths and probabilities

Two functions that networks need, and that are made of nothing but an elementwise function, a sum
along an axis, and a stretched column.

### Rows of length 1

Features of very different sizes make gradient descent slow. One remedy is to divide every row of a
matrix by its length:

$$\text{normalized}_{ij} = \frac{x_{ij}}{\lVert x_i \rVert}, \qquad
\lVert x_i \rVert = \sqrt{\sum_{j} x_{ij}^2} \qquad\text{(8.1)}$$

shapes: $(m, n) = (m, n) / (m, 1)$. One length for each row, in a column.

**Before you read on:** in a square array, what happens if the lengths have the shape $(m,)$ instead
of $(m, 1)$?
"""

# %% [markdown]
r"""
### Exercise 8.1: normalize the rows
difficulty 2 of 5 · about 10 minutes · the reference is 2 lines

Write (8.1). You may use `np.linalg.norm`, which takes `axis` and `keepdims` as `sum` does, or write
the root yourself. No row is all zero. For `x = [[0, 3, 4], [2, 6, 4]]` the result is
`[[0, 0.6, 0.8], [0.2673, 0.8018, 0.5345]]`.

<details><summary>ValueError: shapes (2,3) (2,) could not be broadcast together</summary>

Write the two shapes one above the other, ending together, and put the one where it belongs. Which
shape should the lengths have?

</details>
<details><summary>No error, but wrong for square arrays</summary>

Print the shape of your lengths. Does NumPy take it for a row or for a column?

</details>
<details><summary>May I write x /= ...?</summary>

The values would be right. But it writes into the array of whoever called you. What would they find
in it afterwards?

</details>
"""


# %% exercise="normalize_rows"
def normalize_rows(x):
    """Divide each row by its length, equation (8.1).

    Parameters
    ----------
    x : ndarray (m, n)
        No row is all zero.

    Returns
    -------
    normalized : ndarray (m, n)
        Each row has length 1.
    """
    ### BEGIN SOLUTION
    norm = np.linalg.norm(x, axis=1, keepdims=True)
    normalized = x / norm
    ### END SOLUTION
    return normalized


# %% checks="normalize_rows" points=4
check(normalize_rows)

# %%
square = np.array([[3.0, 4.0], [6.0, 8.0]])
wrong = square / np.linalg.norm(square, axis=1)  # the lengths have shape (2,)
print("without keepdims, no error; lengths of the rows:", np.linalg.norm(wrong, axis=1))
if ready(normalize_rows):
    right = normalize_rows(square)
    print("with normalize_rows;        lengths of the rows:", np.linalg.norm(right, axis=1))

# %% [markdown]
r"""
In a square array the mistake makes no noise: the lengths $(m,)$ count as a row and divide the
*columns*. With any other shape NumPy would have refused. So test your functions on arrays that are
not square.

### Scores into probabilities

A network that chooses among several classes gives each one a score, which may be any number. The
*softmax* makes probabilities of them: positive, and with the sum 1 in each row.

$$\text{softmax}(x)_{ij} = \frac{e^{x_{ij}}}{\sum_{k} e^{x_{ik}}} \qquad\text{(8.2)}$$

shapes: $(m, n) = (m, n) / (m, 1)$. One row is one example here.

With scores such as 1000 there is a difficulty: $e^{1000}$ is larger than any float. But softmax
does not change if the same number $c_i$ is subtracted from a whole row, since
$e^{x - c} = e^x / e^c$, and the factor cancels:

$$\frac{e^{x_{ij} - c_i}}{\sum_{k} e^{x_{ik} - c_i}} = \frac{e^{x_{ij}}}{\sum_{k} e^{x_{ik}}}
\qquad\text{(8.3)}$$

**Before you read on:** which $c_i$ makes sure that no exponent is above 0, and at least one is
exactly 0? Why does the second part matter?
"""

# %% [markdown]
r"""
### Exercise 8.2: softmax
difficulty 3 of 5 · about 20 minutes · the reference is 2 lines

Write (8.2) for each row, in the form (8.3), so that large scores do no harm. For
`x = [[1, 2, 3], [0, 0, 0]]` the result is about `[[0.0900, 0.2447, 0.6652], [0.3333, 0.3333,
0.3333]]`.

<details><summary>My rows do not add up to 1</summary>

What does your whole array add up to? Your columns? Along which axis does a row run, and which shape
should the sums have so that each stands beside its own row?

</details>
<details><summary>NumPy warns of an overflow, and there is nan in the result</summary>

inf divided by inf has no answer. Which number could you subtract from a row, before the
exponential, so that the largest exponent becomes 0?

</details>
<details><summary>Right for small scores, nan for one of the rows with large ones</summary>

What do you subtract: one number for the whole array, or one for each row? What becomes of a row
that lies 2000 below the largest entry of all?

</details>
"""


# %% exercise="softmax"
def softmax(x):
    """Probabilities from scores, row by row, equations (8.2) and (8.3).

    Parameters
    ----------
    x : ndarray (m, n)
        Scores, of any size.

    Returns
    -------
    probabilities : ndarray (m, n)
        Not negative; each row adds up to 1.
    """
    ### BEGIN SOLUTION
    e = np.exp(x - x.max(axis=1, keepdims=True))
    probabilities = e / e.sum(axis=1, keepdims=True)
    ### END SOLUTION
    return probabilities


# %% checks="softmax" points=6
check(softmax)

# %% [markdown]
r"""
**Before you read on:** what becomes of the probabilities if every score is raised by 5? If every
score is doubled?
"""

# %%
if ready(softmax):
    scores = np.array([[2.0, 1.0, -1.0]])
    for name, x in (
        ("scores", scores),
        ("scores + 5", scores + 5),
        ("2 * scores", 2 * scores),
        ("500 * scores", 500 * scores),
    ):
        row = ", ".join(f"{p:.4f}" for p in softmax(x)[0])
        print(f"softmax({name:12}) = [{row}]")

# %% [markdown]
r"""
Raising all scores changes nothing: that is (8.3) read backwards. Larger scores make the largest one
win more clearly, until it takes all. With two classes, one of them with score 0, softmax is the
sigmoid of the other score.

## 9. How far off?

Predictions $\hat{y}$ and true values $y$, in two rows. The two simplest ways to measure how far
apart they are:

$$L_1(\hat{y}, y) = \sum_{i=1}^{m} \bigl\lvert y^{(i)} - \hat{y}^{(i)} \bigr\rvert
\qquad\text{(9.1)}$$
$$L_2(\hat{y}, y) = \sum_{i=1}^{m} \bigl( y^{(i)} - \hat{y}^{(i)} \bigr)^2 \qquad\text{(9.2)}$$

shapes: $\hat{y}$ and $y$ are $(1, m)$; both losses are one number, a sum and not a mean.

**Before you read on:** one prediction is off by 2, or two predictions are off by 1 each. Which of
the two losses cares about the difference?
"""

# %% [markdown]
r"""
### Exercise 9.1: L1
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Write (9.1). For `yhat = [[0.9, 0.2, 0.1]]` and `y = [[1, 0, 1]]` it is 0.1 + 0.2 + 0.9 = 1.2.

<details><summary>My loss is negative, or too small</summary>

Do errors upwards and errors downwards cancel somewhere? Which comes first in (9.1), the sum or the
absolute value?

</details>
<details><summary>I get a whole row</summary>

You have one number for each example. What does the sum sign do with them? With which function of
NumPy?

</details>
"""


# %% exercise="l1_loss"
def l1_loss(yhat, y):
    """Sum of the absolute differences, equation (9.1).

    Parameters
    ----------
    yhat : ndarray (1, m)
        Predictions.
    y : ndarray (1, m)
        True values.

    Returns
    -------
    loss : float
    """
    ### BEGIN SOLUTION
    loss = np.sum(np.abs(y - yhat))
    ### END SOLUTION
    return loss


# %% checks="l1_loss" points=2
check(l1_loss)

# %% [markdown]
r"""
### Exercise 9.2: L2
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Write (9.2). For the numbers above it is 0.01 + 0.04 + 0.81 = 0.86.

<details><summary>TypeError: ufunc 'bitwise_xor' not supported</summary>

How does Python write a power? (Section 4 has a square in its table.)

</details>
<details><summary>ValueError: shapes (1,7) and (1,7) not aligned</summary>

A product of two rows: the inner two numbers are 7 and 1. Either turn one of the rows, or do without
a matrix product.

</details>
"""


# %% exercise="l2_loss"
def l2_loss(yhat, y):
    """Sum of the squared differences, equation (9.2).

    Parameters
    ----------
    yhat : ndarray (1, m)
        Predictions.
    y : ndarray (1, m)
        True values.

    Returns
    -------
    loss : float
    """
    ### BEGIN SOLUTION
    loss = np.sum((y - yhat) ** 2)
    ### END SOLUTION
    return loss


# %% checks="l2_loss" points=2
check(l2_loss)

# %%
if ready(l1_loss, l2_loss):
    y = np.array([[3.0, 3.0]])
    for name, yhat in (
        ("one off by 2", np.array([[5.0, 3.0]])),
        ("two off by 1", np.array([[4.0, 2.0]])),
    ):
        print(f"{name}:  L1 = {l1_loss(yhat, y):g}   L2 = {l2_loss(yhat, y):g}")

# %% [markdown]
r"""
$L_1$ only counts how far off all predictions are together. $L_2$ punishes one large error more than
two small ones.

## 10. Back to logistic regression

For each example the model computes $z^{(i)} = w^T x^{(i)} + b$. With the examples in the columns of
$X$, that is one line:

$$Z = w^T X + b \qquad\text{(10.1)}$$

shapes: $Z$: $(1, m)$; $\;w^T X$: $(1, n_x)(n_x, m)$; $\;b$ is a number, stretched to $(1, m)$.

Everything in it you have met: entry $i$ of $w^T X$ is a dot product, all of them together are a
matrix product, and the plus sign broadcasts.
"""

# %%
figures.show(
    figures.stretched([((1, 4), ())]),
    alt="A row (1, 4), standing for w transposed times X with four examples, plus a number,"
    " standing for b: the number is stretched to (1, 4), and the result is a row (1, 4).",
)

# %% [markdown]
r"""
There are three ways to write it: with a loop over the examples and one inside it over the features;
with a loop over the examples and a dot product; with no loop. (Since $(w^T X)^T = X^T w$, your
functions `matvec_loops` and `matvec` can do it, with a transpose at the end.)

**Before you read on:** with $n_x = 200$ features and $m = 500$ examples, how much faster will the
second way be than the first, and the third than the second?
"""

# %%
n_x, m = 200, 500
X = rng.standard_normal((n_x, m))
w, b = rng.standard_normal((n_x, 1)), 0.5


def two_loops():
    """Z with a loop over examples and one over features."""
    return matvec_loops(X.T, w).T + b


def one_loop():
    """Z with a loop over examples, and a dot product for each."""
    Z = np.zeros((1, m))
    for i in range(m):
        Z[0, i] = dot_vectorized(w[:, 0], X[:, i]) + b
    return Z


def no_loop():
    """Z in one line."""
    return matvec(X.T, w).T + b


if ready(dot_vectorized, matvec_loops, matvec):
    assert no_loop().shape == (1, m)
    print("the same Z:", np.allclose(two_loops(), no_loop()), np.allclose(one_loop(), no_loop()))
    before = None
    for name, way in (("two loops", two_loops), ("one loop", one_loop), ("no loop", no_loop)):
        seconds = seconds_per_call(way)
        gain = f"   {before / seconds:4.0f} times as fast as the line above" if before else ""
        print(f"{name:10} {1000 * seconds:9.3f} ms{gain}")
        before = seconds

# %% [markdown]
r"""
Each loop that goes away takes its cost with it. In `week2/logistic_regression` the same is done for
the way back, with $dw = \frac{1}{m} X\,dZ^T$. One loop remains there, over the steps of gradient
descent: each of them begins where the one before it ended, so they cannot be done at once.

## What you have built

- a sum of products, as a loop and at once, with the reasons for the difference: `dot_loop`,
  `dot_vectorized`, `matvec_loops`, `matvec`;
- functions of every entry, and sums along an axis: `elementwise`, `calorie_percentages`;
- the stretching rule itself, and the cure for arrays with one axis: `broadcast_shape`, `as_column`;
- what networks need of it: `normalize_rows`, `softmax`, `l1_loss`, `l2_loss`.

Write the shape of every array beside its formula, know which axis disappears in a sum, and let the
whole array do the work: that is all of it.

## What comes next

- `week2/logistic_regression`, if you have not finished it: exercise 7.1 there is (10.1) and its way
  back.
- Week 3 gives every layer a matrix of weights and a *column* of biases, $W X + b$ with $b$ of shape
  $(n, 1)$: the column is stretched over all examples.
"""
