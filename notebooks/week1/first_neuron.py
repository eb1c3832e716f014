# %% [markdown]
r"""
# A first neuron, and a small network

At the end of this notebook you will have built a network of four neurons that computes the price
of a house, and you will have tried it on houses that were really sold.

You will learn how to

- compute what one neuron answers: a weighted sum, bent at zero;
- join neurons into a network, and turn a table of examples into the two matrices that a network
  learns from;
- tell which kind of network suits which kind of data, and read measured curves that show when
  more data and larger networks help, and when they do not.

You need a little Python (functions, and what an array is) and no calculus at all.

**How to work with this page.** Run the cells from top to bottom with Shift+Enter. In each of the
five exercises you complete one function. The cell below it, `check(...)`, tries your function on
small cases and says what is right and what is not. `hint(...)`, with the name of your function,
prints a hint; call it again for the next one. Where you read **Before you read on**, write your
answer down first: you remember what you have guessed, right or wrong. The exercises take about 50
minutes in all.
"""

# %% locked="setup"
import numpy as np
from IPython.display import Audio

from grader.student import experiments, figures, load_cats, load_houses, notebook

check, ready, hint = notebook("week1/first_neuron")

# %% [markdown]
r"""
## 1. What does a house cost?

Here are houses that were sold in and around Sacramento, California, within five days. We begin
with those of a single zip code, so that all of them stand in the same part of the city, and look
at one thing only: the size of the house, in square feet (1000 square feet are 93 square metres).
Prices are in thousands of dollars.
"""

# %%
houses = load_houses()
nearby = houses.column("zip") == 95823
size, price = houses.column("size")[nearby], houses.column("price")[nearby]

print(f"{len(houses.rows)} houses in the table, {len(size)} of them in zip code 95823")
print(f"sizes from {size.min():.0f} to {size.max():.0f} square feet")
print(f"prices from {price.min():.0f} to {price.max():.0f} thousand dollars")
figures.show(
    figures.price_against_size(size, price),
    alt="Price against size for 60 houses. The points form a broad band that rises: a house of"
    " about 1000 square feet costs around 110 thousand dollars, one of 2000 around 250, and houses"
    " of one size differ by 100 and more.",
)

# %% [markdown]
r"""
Larger houses cost more, roughly along a straight line. Call the size $x$. A line has two numbers:

$$z = w\,x + b \qquad\text{(1.1)}$$

The *weight* $w$ says how much a square foot adds to the price, and the *bias* $b$ is where the
line starts, at size 0. Both are called *parameters*: to change the line is to change them.

**Before you read on:** find a line that you like with the sliders. What does moving $b$ do to the
line? And $w$? Note your pair, and how far off it is on average.
"""

# %%
figures.explore(
    lambda w, b: figures.price_against_size(size, price, [(w, b)]),
    alt="The 60 houses with three lines. With w = 0.1 and b = 0 the line runs below most points."
    " With w = 0.15 and b = -40 it runs through the middle of the band. With w = 0.2 and b = -100"
    " it is steep: too low for small houses and too high for large ones.",
    static=figures.price_against_size(size, price, [(0.1, 0), (0.15, -40), (0.2, -100)]),
    w=(0.0, 0.3, 0.01, 0.1),
    b=(-100.0, 100.0, 5.0, 0.0),
)

# %% [markdown]
r"""
The bias moves the line up and down, the weight tilts it. No line meets all points, since size is
not all that counts. The middle one does rather well. Somebody asks it for the price of a garden
shed of 100 square feet. **Before you read on:** what does it answer?
"""

# %%
print(f"the line at 100 square feet: {0.15 * 100 - 40:.0f} thousand dollars")
figures.show(
    figures.line_and_relu(size, price, w=0.15, b=-40),
    alt="Left: the line 0.15 x - 40 through the houses; below 267 square feet it runs under zero,"
    " into a grey zone labelled less than nothing. Right: the same line, but flat at zero up to a"
    " kink at 267 square feet.",
)

# %% [markdown]
r"""
A price of less than nothing: nobody pays you to take the shed. Our table has no house that small,
but a formula answers whatever it is asked. The picture on the right mends it: below zero the line
is bent flat. The function that does this is called *ReLU*, for *rectified linear unit*:

$$\text{relu}(z) = \max(0, z) = \begin{cases} z & \text{if } z > 0 \\ 0 & \text{otherwise}
\end{cases} \qquad\text{(1.2)}$$

Line and bend together are a *neuron*, the smallest network there is. Its output is called $a$,
for *activation*. Where it is the network's answer it is also written $\hat{y}$ (say "y hat"), and
$y$ without a hat is the truth.
"""

# %%
figures.show(
    figures.one_neuron(),
    alt="The smallest network: the size x goes into one neuron, which computes z = w x + b and then"
    " a = max(0, z); what comes out is the price.",
)

# %% [markdown]
r"""
A line alone, without the bend, is an old acquaintance of statistics, *linear regression*. On
these 60 houses the bend changes nothing: all of them are right of the kink. Why, then, is it in
nearly every network? The second reason is the stronger one, and section 3 will show it: from
lines you can only build lines, and from bent lines you can build any shape.
"""

# %% [markdown]
r"""
### Exercise 1.1: the bend
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Write equation (1.2), for one number and for arrays, entry by entry. `relu(3.0)` is 3,
`relu(-3.0)` is 0, and `relu(np.array([[-1.0, 0.0, 2.5]]))` is `[[0, 0, 2.5]]`.

<details><summary>I do not know how to begin</summary>

Say (1.2) in words: of two numbers, keep one. Which two, and which of them? NumPy has a function
for that which compares two things entry by entry.

</details>
<details><summary>"The truth value of an array is ambiguous"</summary>

`if z > 0` wants one yes or no, but for an array `z > 0` holds a yes or no for each entry. The
same happens inside Python's own `max`. What do `help(np.maximum)` and `help(np.where)` say?

</details>
<details><summary>I get one number where an array should come out</summary>

`np.max(z)` looks for the largest entry of one array. You want to compare two things: every entry
with zero. Read the first line of `help(np.maximum)`.

</details>
"""


# %% exercise="relu"
def relu(z):
    """Bend at zero, equation (1.2), entry by entry.

    Parameters
    ----------
    z : float or ndarray of any shape

    Returns
    -------
    a : float or ndarray, same shape as z
        z where it is above 0, otherwise 0.
    """
    ### BEGIN SOLUTION
    a = np.maximum(0, z)
    ### END SOLUTION
    return a


# %% checks="relu" points=2
check(relu)

# %%
if ready(relu):
    for feet in (100, 1000, 2000):
        answer = relu(0.15 * feet - 40)
        print(f"{feet:5} square feet: {float(answer):6.1f} thousand dollars")

# %% [markdown]
r"""
## 2. One neuron that knows more

Size is one *feature* of a house. Others are the number of its bedrooms, or where it stands. With
$n_x$ features, a house is a column $x$ of $n_x$ numbers, and every feature has a weight of its
own:

$$x = \begin{bmatrix} x_1 \\ x_2 \\ \vdots \\ x_{n_x} \end{bmatrix}, \qquad
w = \begin{bmatrix} w_1 \\ w_2 \\ \vdots \\ w_{n_x} \end{bmatrix}, \qquad
z = w_1 x_1 + w_2 x_2 + \dots + w_{n_x} x_{n_x} + b \qquad\text{(2.1)}$$

$$a = \text{relu}(z) \qquad\text{(2.2)}$$

shapes: $x$ and $w$ are $(n_x, 1)$; $b$, $z$ and $a$ are single numbers.

Multiply each feature by its weight, add everything up, add the bias once, and bend. A positive
weight says "more of this makes the house dearer", a negative one "cheaper", and zero "never
mind". With one feature it is the neuron of section 1.

**Before you read on:** a house has 2 thousand square feet and is 10 miles from the centre, so
$x = (2, 10)$. With $w = (150, -8)$ and $b = 20$, what is $a$? What is it for the same house, 50
miles out?

<details><summary>Answer</summary>

$z = 150 \cdot 2 - 8 \cdot 10 + 20 = 240$, and $a = 240$. Fifty miles out,
$z = 300 - 400 + 20 = -80$, so $a = 0$: as far as this neuron knows, the house is worth nothing.

</details>
"""

# %% [markdown]
r"""
### Exercise 2.1: one neuron
difficulty 1 of 5 · about 10 minutes · the reference is 2 lines

Compute (2.1) and (2.2), in that order. Call your `relu`. For the house above,
`neuron(np.array([[2.0], [10.0]]), np.array([[150.0], [-8.0]]), 20.0)` is 240.

<details><summary>How do I add up w1 x1 + w2 x2 + ... without writing every term?</summary>

What does `w * x` hold, entry by entry, for two columns of the same shape? Which function adds up
all entries of an array?

</details>
<details><summary>I get a column and not one number</summary>

Then the products are there and nothing has added them up yet. How many numbers has z in (2.1)?

</details>
<details><summary>May I use a product of matrices?</summary>

Yes. It multiplies and adds in one go, if a row stands on the left and a column on the right. What
are w and x? What does `.T` do?

</details>
<details><summary>My result is right for some cases and too large or too small for others</summary>

Do you add b once, or once for each feature? Does relu see the whole sum, b included?

</details>
"""


# %% exercise="neuron"
def neuron(x, w, b):
    """One neuron with ReLU, equations (2.1) and (2.2).

    Parameters
    ----------
    x : ndarray (n_x, 1)
        Features.
    w : ndarray (n_x, 1)
        Weights, one for each feature.
    b : float
        Bias.

    Returns
    -------
    a : float
        The neuron's output, 0 or more.
    """
    ### BEGIN SOLUTION
    z = np.sum(w * x) + b
    a = relu(z)
    ### END SOLUTION
    return a


# %% checks="neuron" points=4
check(neuron)

# %% [markdown]
r"""
### How far off?

Which line is best? To say so we need one number for how wrong a neuron is. There are $m$ houses.
A raised number in round brackets says which one is meant, so $\hat{y}^{(i)}$ is what the neuron
answers for house $i$, and $y^{(i)}$ what was really paid. Side by side they are the rows
$\hat{Y}$ and $Y$, of shape $(1, m)$. A simple measure is the average distance between the two:

$$\text{miss} = \frac{1}{m} \sum_{i=1}^{m} \bigl| \hat{y}^{(i)} - y^{(i)} \bigr|
\qquad\text{(2.3)}$$

The sign $\sum$ says "add up over all houses", and the bars $|\;|$ say "without its sign".

**Before you read on:** why are the bars needed? Think of a neuron that answers 50 too much for
one house and 50 too little for the next.
"""

# %% [markdown]
r"""
### Exercise 2.2: the average miss
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Compute (2.3). For `Yhat = [[110, 190, 300]]` and `Y = [[100, 200, 300]]` the single misses are
10, 10 and 0, so the average is 6.667.

<details><summary>Which functions do I need?</summary>

Two: one that takes the sign away, entry by entry, and one that takes an average. Their names are
close to the English words "absolute" and "mean". In which order?

</details>
<details><summary>My result is 0, or close to 0</summary>

Too much and too little have cancelled. Where do the bars stand in (2.3): around each house's
miss, or around the whole sum?

</details>
"""


# %% exercise="average_miss"
def average_miss(Yhat, Y):
    """Average distance between prediction and truth, equation (2.3).

    Parameters
    ----------
    Yhat : ndarray (1, m)
        Predictions.
    Y : ndarray (1, m)
        What is true.

    Returns
    -------
    miss : float
    """
    ### BEGIN SOLUTION
    miss = np.mean(np.abs(Yhat - Y))
    ### END SOLUTION
    return miss


# %% checks="average_miss" points=3
check(average_miss)

# %% [markdown]
r"""
### Learning, the simplest way

Now the computer can do what you did with the sliders: try many pairs $(w, b)$ and keep the one
with the smallest miss. That is already *learning*: the parameters come from the examples.
"""

# %%
slopes, starts = np.linspace(0.05, 0.25, 21), np.linspace(-100, 100, 21)


def prices_of(w, b):
    """Answers of your neuron for all houses of zip code 95823, as a row (1, m)."""
    answers = [neuron(np.array([[feet]]), np.array([[w]]), b) for feet in size]
    return np.reshape(answers, (1, -1))


if ready(relu, neuron, average_miss):
    Y = price[np.newaxis]
    misses = np.array([[average_miss(prices_of(w, b), Y) for w in slopes] for b in starts])
    row, column = np.unravel_index(misses.argmin(), misses.shape)
    figures.show(
        figures.miss_map(slopes, starts, misses),
        alt="The average miss for 21 weights and 21 biases as a coloured map. A long dark valley"
        " runs from the upper left to the lower right; a star marks the smallest value.",
    )
    print(f"{misses.size} pairs tried")
    print(f"best: w = {slopes[column]:.2f}, b = {starts[row]:.0f}, miss {misses.min():.2f}")
    print(f"pairs that are at most 2 worse: {np.sum(misses < misses.min() + 2)}")
    print(f"for comparison, the line of section 1: {average_miss(prices_of(0.15, -40), Y):.2f}")

# %% [markdown]
r"""
Compare with your own pair: you were probably close. The map has a long valley and not a single
deep hole: a steeper line that starts lower is nearly as good, so 60 houses do not tell us exactly
which line is right.

Trying everything soon comes to its end. Each further parameter multiplies the number of tries:
"""

# %%
for parameters in (2, 5, 19):
    print(f"{parameters:2} parameters with 21 values each: {21.0**parameters:.3g} tries")

# %% [markdown]
r"""
Nineteen parameters is what the small network of the next section has. Week 2 brings a method that
does not try everything but feels which way is downhill in this map, and it works for thousands of
parameters as well.

## 3. A network of neurons

What do people pay for? Not for square feet as such. A family asks whether there is room for all
of them, whether shops and school are within walking distance, whether the schools are good. None
of these stands in the table, but the table holds what they depend on:

- size and bedrooms tell how large a *family* fits in;
- the zip code tells where the house stands, and so how *walkable* the neighbourhood is;
- zip code and wealth of the neighbourhood tell something about the *schools*.

So put three neurons between the features and the price, one for each question, and let a last
neuron make a price out of their three answers:
"""

# %%
names = ("size", "bedrooms", "zip code", "wealth")
questions = ("family size", "walkability", "school quality")

figures.explore(
    lambda unit: figures.house_network(names, questions, "price", unit),
    alt="A network of 4 inputs (size, bedrooms, zip code, wealth), 3 hidden units (family size,"
    " walkability, school quality) and the output price. Each input is joined to each hidden unit;"
    " the four lines into the first unit are drawn bold.",
    unit=(1, 3, 1, 1),
)

# %% [markdown]
r"""
Look at the bold lines: the first unit gets *all four* inputs, although a person would have
given it two. So does each of the others. We never tell a unit which features to use. A weight
can become zero, and then the unit ignores that feature; it is for the training to decide.

The middle layer is called *hidden*, because the table says what goes in and what should come out,
and nothing about what happens between. "Family size" is a name that we gave. Training gets
examples of inputs and prices only. It *finds* three middle features that help with the price,
and they may or may not be ones that we have a word for.

### Why the bend matters here

What if the neurons were bare lines? The figure adds up three of them, each multiplied by some
factor, first without ReLU and then with it.

**Before you read on:** which shapes can you get by adding straight lines? Which by adding bent
ones? Move the factors.
"""

# %%
figures.explore(
    lambda v1, v2, v3: figures.lines_and_kinks((2, 2, 2), (0, -2, -4), (v1, v2, v3)),
    alt="Left: three straight lines and their sum, which is a straight line again. Right: the ReLUs"
    " of the same lines and their sum, a zigzag that rises, falls and rises.",
    static=figures.lines_and_kinks((2, 2, 2), (0, -2, -4), (1, -2, 2)),
    v1=(-2.0, 2.0, 0.5, 1.0),
    v2=(-2.0, 2.0, 0.5, -2.0),
    v3=(-2.0, 2.0, 0.5, 2.0),
)

# %% [markdown]
r"""
Lines add up to a line, whatever the factors: a network of bare lines is no better than a single
one. Each ReLU adds a kink, and with enough kinks a sum can follow any curve. That is why there is
a bend in every hidden unit. (Week 3 takes this up again, with formulas.)

### The formulas

Each hidden unit is a neuron as in section 2, with weights of its own. Write the weights of a unit
in a row, and stack the rows of the three units: that is the matrix $W^{[1]}$. The raised number
in *square* brackets is the number of the layer. Then one product of matrices computes all three
sums:

$$a^{[1]} = \text{relu}\bigl(W^{[1]} x + b^{[1]}\bigr) \qquad\text{(3.1)}\qquad
(3, 1) = (3, 4)\,(4, 1) + (3, 1)$$
$$\hat{y} = \text{relu}\bigl(W^{[2]} a^{[1]} + b^{[2]}\bigr) \qquad\text{(3.2)}\qquad
(1, 1) = (1, 3)\,(3, 1) + (1, 1)$$

In code they are `W1`, `b1`, `a1`, `W2`, `b2`. A product of matrices, `A @ B`, multiplies each row
of `A` with each column of `B` entry by entry and adds up, which is what (2.1) asks for. The two
inner numbers of the shapes must be equal.

**Before you read on:** count the parameters: how many numbers are in $W^{[1]}$, $b^{[1]}$,
$W^{[2]}$ and $b^{[2]}$ together?

<details><summary>Answer</summary>

$3 \cdot 4 + 3 + 1 \cdot 3 + 1 = 19$: the nineteen of section 2.

</details>
"""

# %% [markdown]
r"""
### Exercise 3.1: from a house to its price
difficulty 2 of 5 · about 15 minutes · the reference is 2 lines

Compute (3.1) and then (3.2). The number of features and of hidden units may differ from 4 and 3;
if you follow the formulas you need not know them. A tiny network to try by hand: with
`x = [[1], [2]]`, `W1 = [[1, 1], [1, -1]]`, `b1 = [[0], [0]]`, the sums of the hidden units are 3
and -1, so `a1 = [[3], [0]]`. With `W2 = [[2, 5]]` and `b2 = [[-1]]` the price is
2 * 3 + 5 * 0 - 1 = 5.

<details><summary>I do not know how to begin</summary>

Read (3.1) from right to left: what is computed first, what is added, what happens last? Then the
same with (3.2). Each is one line of code.

</details>
<details><summary>"operands could not be broadcast" or "mismatch in its core dimension"</summary>

Write the shape of each factor above it. Did you use * where a product of matrices is meant? Which
vector belongs to W1, and which to W2?

</details>
<details><summary>I get a result of shape (1, 1). Is that one number?</summary>

It holds one number, and it is accepted. Which method of arrays takes the number out, if you
prefer it so?

</details>
<details><summary>The tiny network gives 0 in place of 5</summary>

What did the second hidden unit hand on, 0 or -1? How many ReLUs has the network, and where?

</details>
"""


# %% exercise="house_price"
def house_price(x, W1, b1, W2, b2):
    """Price of one house by a network with one hidden layer, equations (3.1) and (3.2).

    Parameters
    ----------
    x : ndarray (n_x, 1)
        Features of the house.
    W1 : ndarray (n_h, n_x)
        Weights of the hidden units, a row for each unit.
    b1 : ndarray (n_h, 1)
        Biases of the hidden units.
    W2 : ndarray (1, n_h)
        Weights of the output unit.
    b2 : ndarray (1, 1)
        Bias of the output unit.

    Returns
    -------
    yhat : float
        The price, 0 or more. An array of shape (1, 1) counts as a number, too.
    """
    ### BEGIN SOLUTION
    a1 = relu(W1 @ x + b1)
    yhat = relu(W2 @ a1 + b2).item()
    ### END SOLUTION
    return yhat


# %% checks="house_price" points=6
check(house_price)

# %% [markdown]
r"""
### Follow one house

Here is a network with parameters that we have *made up*, so that each hidden unit answers its
question. A zip code is a name and not an amount (95823 is not "more" than 95822), so in its place
we give the distance from the centre in miles. The wealth of the neighbourhood is the income of a
household, in thousands of dollars a year.
"""

# %%
W1 = np.array(
    [
        [0.5, 0.8, 0.0, 0.0],  # family size: from size and bedrooms
        [0.0, 0.0, -1.0, 0.0],  # walkability: falls with the distance
        [0.0, 0.0, -0.2, 0.1],  # school quality: from distance and income
    ]
)
b1 = np.array([[-0.5], [8.0], [0.0]])
W2 = np.array([[40.0, 8.0, 15.0]])
b2 = np.array([[20.0]])
names = ("size (1000 sq ft)", "bedrooms", "miles to centre", "income (1000 $)")

in_town = np.array([[1.6], [3.0], [5.0], [60.0]])
far_out = np.array([[1.6], [3.0], [12.0], [60.0]])

if ready(relu, house_price):
    yhat = float(np.squeeze(house_price(in_town, W1, b1, W2, b2)))
    units = [float(np.squeeze(relu(W1[k] @ in_town + b1[k]))) for k in range(3)]
    figures.show(
        figures.house_network(
            names, questions, "price (1000 $)", values=(in_town.ravel(), units, yhat)
        ),
        alt="The network with numbers: size 1.6, 3 bedrooms, 5 miles, income 60 give family size"
        " 2.7, walkability 3 and school quality 5, and these the price 227.",
    )
    print(f"price: {yhat:.0f} thousand dollars")

# %% [markdown]
r"""
Check one unit by hand: walkability is $-1 \cdot 5 + 8 = 3$.

**Before you read on:** move the same house to 12 miles from the centre. Which of the three middle
numbers change, and to what? What is the new price? One of the units will use its bend.
"""

# %%
if ready(relu, house_price):
    there = float(np.squeeze(house_price(far_out, W1, b1, W2, b2)))
    without_bend = float(np.squeeze(W2 @ (W1 @ far_out + b1) + b2))
    print(f"price at 12 miles: {there:.0f} thousand dollars")
    print(f"if the hidden units were bare lines: {without_bend:.0f}")

# %% [markdown]
r"""
Walkability would be $-12 + 8 = -4$, and ReLU makes it 0: where you cannot walk anywhere, more
distance does not make it worse. School quality falls to 3.6. The bare lines would go on
subtracting.

Nobody makes up parameters in earnest. They are learned from examples, in numbers like those of
section 1, and section 5 will do that with this very network.
"""

# %% [markdown]
r"""
## 4. Supervised learning

To learn a price we need houses *with* their prices. In general: examples of inputs $x$, each with
the right output $y$. Learning from such pairs is called *supervised* learning, and most of what
networks are used for today is of this kind. What changes is what $x$ and $y$ stand for.

| input $x$ | output $y$ | application | network |
|---|---|---|---|
| features of a house | price | real estate | standard |
| ad, and what is known of the user | clicked or not (1 or 0) | online advertising | standard |
| picture | which object, 1 to 1000 | tagging photographs | convolutional (CNN) |
| sound | the words that were spoken | speech recognition | recurrent (RNN) |
| English sentence | Hindi sentence | machine translation | recurrent (RNN) |
| pictures and radar | where the other cars are | driving | a hybrid, made to measure |

**Before you read on:** cover the last column. For each row, ask: does the *order* of the inputs
matter? Do neighbours belong together, in space or in time?
"""

# %%
figures.show(
    figures.network_families(),
    alt="Three families of networks. Standard: three layers, each unit joined to all units of the"
    " layer before. Convolutional: a window of 3 by 3 pixels slides over a picture and fills a"
    " smaller map. Recurrent: the same box is used at steps 1, 2 and 3, with an input below and an"
    " output above, and hands something on to the next step.",
)

# %% [markdown]
r"""
- **Standard** networks are what you have just built: each unit sees every input. They suit tables,
  where each column has a meaning of its own.
- **Convolutional** networks slide one small window, with the same weights, over a picture. A
  whisker is a whisker in whichever corner it is, so the weights are learned once for all places.
- **Recurrent** networks read one thing after the other, words or slices of sound, and hand on
  what they remember. They suit whatever has an order in time.
- **Hybrids** join them: a convolutional part looks at the camera's picture, other parts at the
  radar, and a common part decides.

The table is a rule of thumb and not a law, and it moves: for language, another family, the
*transformer*, has since taken the place of most recurrent networks. This course builds standard
networks. All the others are trained in the same way.
"""

# %% [markdown]
r"""
## 5. Tables, and everything else

Data come in two kinds. *Structured* data are tables: each row an example, each column a thing
with a name. Here are the first rows of our houses:
"""

# %%
shown = houses.select("size", "bedrooms", "zip", "price")
print("".join(f"{name:>10}" for name in shown.columns))
for line in shown.rows[:5]:
    print("".join(f"{number:10g}" for number in line))
print(f"{'...':>10} ({len(shown.rows)} rows)")

# %% [markdown]
r"""
The same for advertising would look like this. (Such tables are the secrets of companies; this one
is made up.)

| age of the user | number of the ad | seconds on the page | clicked |
|---|---|---|---|
| 34 | 7012 | 12.5 | 0 |
| 61 | 7012 | 48.0 | 1 |
| 19 | 6650 | 3.2 | 0 |
| 27 | 7104 | 20.1 | 1 |

*Unstructured* data are pictures, sound and text. To a computer they are numbers as well, but a
single one of them means nothing: what does the 5000th brightness of a photograph say? The meaning
is in how very many of them hang together. People read such data without effort, and computers
could not, for a long time. The picture below comes from the data set of week 2; the sound is
computed here, a plucked string of 220 vibrations a second.
"""

# %%
rate = 8000
seconds = np.arange(rate) / rate
sound = sum(
    np.exp(-3 * k * seconds) * np.sin(2 * np.pi * 220 * k * seconds) / k for k in (1, 2, 3, 4)
)
cats = load_cats(size=64)
picture = cats.train_set_x[np.argmax(cats.train_set_y)]
sentence = "The cat on the mat looks at you."

figures.show(
    figures.unstructured_data(picture, sound, rate, sentence),
    alt="Left: a picture of a cat's face, 12288 numbers from 0 to 255. Middle: the first 20"
    " milliseconds of a sound, a wave that repeats every 4.5 milliseconds; one second is 8000"
    " numbers. Right: the sentence The cat on the mat looks at you, 32 numbers, one for each"
    " letter.",
)
Audio(sound, rate=rate)

# %% [markdown]
r"""
Above each stand the first of its numbers: brightnesses, air pressures, and the computer's numbers
for letters. **Before you read on:** swap two columns of the house table, the same two in every
row. Is anything lost? Now swap two pixels in every picture, or two letters in every sentence.

<details><summary>Answer</summary>

A table says the same after the swap, as long as the names go along: columns have no neighbours. A
standard network does not care about the order either. A picture is damaged by the swap, and if
you swap at random many times, nobody can see a cat in it any more. Neighbourhood is part of its
meaning, and the convolutional and recurrent families are built to use it.

</details>

### From a table to X and Y

A network wants the features and the answers apart. By the custom of these notebooks, *every
example is a column*, so a table has to be turned over. In a table of shape $(m, n_x + 1)$ let the
**last column be y**, and all columns before it be the features:

$$X = \begin{bmatrix} | & | & & | \\ x^{(1)} & x^{(2)} & \cdots & x^{(m)} \\
| & | & & | \end{bmatrix} \quad (n_x, m) \qquad\text{(5.1)}$$
$$Y = \begin{bmatrix} y^{(1)} & y^{(2)} & \cdots & y^{(m)} \end{bmatrix} \quad (1, m)
\qquad\text{(5.2)}$$
"""

# %% [markdown]
r"""
### Exercise 5.1: split a table
difficulty 2 of 5 · about 10 minutes · the reference is 2 lines

Return $X$ and $Y$ of (5.1) and (5.2). The table

| size | bedrooms | price |
|---|---|---|
| 836 | 2 | 59 |
| 1167 | 3 | 68 |
| 796 | 2 | 69 |

as an array of shape (3, 3), becomes `X = [[836, 1167, 796], [2, 3, 2]]` of shape (2, 3) and
`Y = [[59, 68, 69]]` of shape (1, 3).

<details><summary>How do I take columns out of an array?</summary>

`table[rows, columns]`: a colon alone means "all of them". Try `table[:, 0]` and `table[:, 0:2]`
on a small array. What do negative numbers mean there?

</details>
<details><summary>My Y has shape (m,) and not (1, m)</summary>

Taking one column by its number drops that axis. A slice, even of one column, keeps it: compare
the shapes of `table[:, 0]` and `table[:, 0:1]`.

</details>
<details><summary>The shape of X is right, its numbers are not</summary>

Did you use reshape? It pours the numbers, row by row, into the new shape, and mixes the examples.
You want to turn the table over, so that its rows become columns. What is that called?

</details>
"""


# %% exercise="split_features"
def split_features(table):
    """Features and answers of a table, one example per column, equations (5.1) and (5.2).

    Parameters
    ----------
    table : ndarray (m, n_x + 1)
        One example per row; the last column is y, all others are features.

    Returns
    -------
    X : ndarray (n_x, m)
        Features.
    Y : ndarray (1, m)
        Answers.
    """
    ### BEGIN SOLUTION
    X = table[:, :-1].T
    Y = table[:, -1:].T
    ### END SOLUTION
    return X, Y


# %% checks="split_features" points=4
check(split_features)

# %% [markdown]
r"""
### Your network on real houses

All parts are there for a real run: the table split by `split_features`, a network of four inputs
and three hidden units, trained, and then used by *your* `house_price`. The table knows nothing of
wealth, and in place of the zip code it has a better thing: latitude and longitude, which say where
a house stands in numbers. The training itself is done for you here. You will write it yourself in
weeks 2 and 3.

One house in four is kept out of the training and used for the test: what counts is the price of a
house that the network has never seen. All features are first brought to a similar size (minus
their mean, over their spread).

**Before you read on:** the first line below is one neuron that knows the size alone. How much
will three more features help? How much a hidden layer of three units, or two layers of sixteen?
"""

# %%
features = ("size", "bedrooms", "latitude", "longitude")
order = np.random.default_rng(0).permutation(len(houses.rows))
test, learn = order[: len(order) // 4], order[len(order) // 4 :]

if ready(relu, average_miss, house_price, split_features):
    X, Y = split_features(houses.select(*features, "price").rows)
    X = (X - X[:, learn].mean(axis=1, keepdims=True)) / X[:, learn].std(axis=1, keepdims=True)
    kinds = {
        "one neuron, size": (1, ()),
        "one neuron, all 4": (4, ()),
        "network 4-16-16-1": (4, (16, 16)),
        "network 4-3-1": (4, (3,)),
    }
    print(f"{len(learn)} houses to learn from, {len(test)} to test on; miss in 1000 dollars\n")
    print(f"{'':20} learned  test, for five trainings with other first weights")
    for name, (n_x, hidden) in kinds.items():
        nets = [
            experiments.train(X[:n_x, learn], Y[:, learn] / 100, hidden, seed, target="number")
            for seed in range(5)
        ]
        seen = [average_miss(100 * relu(net.z(X[:n_x, learn])), Y[:, learn]) for net in nets]
        new = [average_miss(100 * relu(net.z(X[:n_x, test])), Y[:, test]) for net in nets]
        print(f"{name:20} {np.mean(seen):5.1f}   ", " ".join(f"{miss:5.1f}" for miss in new))

# %% [markdown]
r"""
More features help; a hidden layer of three units helps a little more, and not much. The large
network looks best by far on the houses that it has learned from, and on new ones it is about as
good as the small one: much of its success it has learned by heart, which is called *overfitting*.
So it goes with few houses and few features. Nothing here knows the state of the kitchen or the
view. Section 6 shows what it takes for large networks to pull ahead.

Now the last of the trained networks, through your own function, house by house. Prices were
divided by 100 for the training, so the answer is multiplied by 100.
"""

# %%
if ready(relu, average_miss, house_price, split_features):
    (W1, W2), (b1, b2) = nets[-1].weights, nets[-1].biases
    Yhat = np.array(
        [[100 * np.squeeze(house_price(X[:, i : i + 1], W1, b1, W2, b2)) for i in test]]
    )
    figures.show(
        figures.prices_compared(Y[:, test], {"network 4-3-1": Yhat}),
        alt="Computed price against price paid for the test houses, around a dashed line where both"
        " are equal. Most points lie near it; the dearest houses lie below it.",
    )
    print("features of the first test house, before scaling:")
    for name in (*features, "price"):
        print(f"  {name:10} {houses.column(name)[test[0]]:g}")
    print(f"  computed   {Yhat[0, 0]:.0f}")

# %%
if ready(relu, average_miss, house_price, split_features):
    figures.show(
        figures.hidden_weights(W1, features),
        alt="The weights of the three hidden units for size, bedrooms, latitude and longitude, as"
        " coloured numbers. None of the twelve is exactly zero.",
    )

# %% [markdown]
r"""
These are the middle features that the training has found. Look for a unit that is "walkability":
there is none. Every unit uses every input to some degree, and with other first weights you get
other units that predict about as well. The network finds middle features that *work*; that they
should have names is our wish, not the network's.
"""

# %% [markdown]
r"""
## 6. Why now?

Neurons like yours were described in the 1940s and networks of them trained in the 1980s. They
became the tool of choice only around 2012. Three things had changed: the amount of *data*, the
speed of *computation*, and the *algorithms*. You can measure each of them.

### Data and size

To see what data and size do, we need a task with as many examples as we like. So this one is made
up: a map with land and sea. An example is a point, $x = (x_1, x_2)$, and the answer is 1 on land
and 0 in the sea. How well can networks of several sizes draw the map after a look at 30 points,
300, 3000?
"""

# %%
if ready():
    maps = experiments.learned_maps(sizes=(4, 64), amounts=(30, 300, 3000))
    figures.show(
        figures.island_maps(experiments.island, maps),
        alt="The true map: winding coasts, half land and half sea. Upper row, a network of two"
        " layers of 4 units after 30, 300 and 3000 points: a few straight edges each time, never"
        " the true coast. Lower row, two layers of 64 units: a rough blob after 30 points, most of"
        " the coast after 300, nearly the true map after 3000.",
    )

# %% [markdown]
r"""
The small network has few kinks to bend its coast with: it never gets beyond a few straight edges,
however many points it sees. The large one could draw any coast, but 30 points do not tell it
which.

**Before you read on:** imagine the share of right answers drawn against the amount of data, a
curve for each size. Where do the curves end on the right? In which order do they stand on the far
left?
"""

# %%
curves = experiments.load_scale_curves()
figures.show(
    figures.scale_curves(
        curves.column("hidden_units"), curves.column("examples"), curves.column("test_accuracy")
    ),
    alt="Share of right answers on fresh data against the number of examples, from 30 to 10000, for"
    " four sizes of network, with bands from the worst to the best run. A single neuron stays near"
    " 61 percent. Two layers of 4 units level off near 71, with a wide band. Two layers of 16 units"
    " reach 94 and of 64 units 98 percent. At 30 examples the bands overlap.",
)
print(f"measured: {len(curves.rows)} networks, {experiments.RUNS} for each point of the picture\n")
print(experiments.summary(curves))

# %% [markdown]
r"""
These curves are measured, by a script that comes with the course (`datasets/measure_scale.py`):
each point is the mean over eight trainings with other examples and other first weights, and the
bands reach from the worst to the best of the eight.

What they show:

- **Small models level off.** A single neuron learns from 100 points nearly all that it can ever
  learn. To give it more data is of no use.
- **Large models go on improving** for as long as this picture reaches. To profit from much data
  you need a large model, and to profit from a large model you need much data.
- **With little data, size decides little.** At 30 examples the bands overlap, and 64 units do no
  better than 16. There a well-chosen feature, or luck, can count for more.

What they do not show: these numbers are of one made-up task with no mistakes in its labels. On
other data the curves level off elsewhere, and on real data none reaches 100 percent. Nor do they
promise that larger is always better: the gain from 16 to 64 units is small here.

Do not take our word for it. The next cell measures a part again, on your machine, in a few
seconds. Change the sizes, the amounts or the number of runs.
"""

# %%
if ready():
    again = experiments.as_table(
        experiments.measure(sizes=(4, 16, 64), amounts=(30, 300, 3000), runs=2, steps=1500)
    )
    print("right answers on fresh data: the worse and the better of two runs\n")
    print(experiments.summary(again, spread=True))

# %% [markdown]
r"""
### Computation

Where does the price of size show? Every weight is multiplied with something in every step of the
training, for every example that the step looks at. So the work grows with the number of weights:
"""

# %%
for units in experiments.SIZES:
    first = np.argmax(curves.column("hidden_units") == units)
    weights, products = curves.column("parameters")[first], curves.column("multiplications")[first]
    print(
        f"{experiments.net_name(units):22}{weights:6.0f} parameters,"
        f"{products / 1e6:9.1f} million multiplications"
    )
total = curves.column("multiplications").sum()
print(f"\nall {len(curves.rows)} trainings of the picture: {total / 1e9:.0f} billion")
print(f"with a pencil, ten seconds for each: {total * 10 / (365 * 24 * 3600):,.0f} years")

# %% [markdown]
r"""
Your computer needs minutes. The networks behind today's applications need many millions of times
as much again. Graphics processors (GPUs), which do thousands of multiplications at once, have
made that possible. Week 2 measures on your own machine what doing many at once is worth.

### Algorithms

The third change is better ideas, and the one that matters most here is one you know: the bend
itself. For decades the units of networks were *sigmoids*, smooth S-shaped curves from 0 to 1.
Training follows the steepness of these curves: it asks how much the output changes if a parameter
changes a little. **Before you read on:** look at the lower row. What does the sigmoid answer to
this question for $z = 6$? And ReLU?
"""

# %%
figures.show(
    figures.steepness(),
    alt="Sigmoid and ReLU, and below each its steepness. The sigmoid's is at most a quarter, and"
    " close to zero beyond 4 on both sides, where it is nearly flat. ReLU's is 1 for all positive z"
    " and 0 for all negative z.",
)

# %% [markdown]
r"""
The sigmoid is nearly flat at both ends and not very steep anywhere. Where it is flat a small
change of a parameter changes almost nothing, so the training hardly learns which way to go. With
several layers it gets worse, since the small numbers of the layers are multiplied. ReLU has the
steepness 1 for every positive $z$.

Does it matter? Here is the same network, three hidden layers of 16 units, trained on 1000 points
of the map by the plainest method (week 2 explains it), once with sigmoids and once with ReLUs. To
be fair, each kind gets the best of four learning rates.
"""

# %%
if ready():
    costs_of = experiments.relu_against_sigmoid()
    figures.show(
        figures.training_costs(costs_of, every=50),
        alt="Cost against steps of the training, with bands over three runs. With ReLU the cost"
        " falls at once and keeps falling, with some jumps. With sigmoids it stays near its start"
        " for hundreds of steps and ends far higher.",
    )
    for kind, costs in costs_of.items():
        start, end = costs[:, 0].mean(), costs[:, -1].mean()
        print(f"{kind:18} cost {start:.2f} at the start, {end:.2f} at the end")
    with_relu, with_sigmoid = (costs.mean(axis=0) for costs in costs_of.values())
    steps = 50 * np.argmax(with_relu <= with_sigmoid[-1])
    print(f"ReLU has come as far after {steps} steps as the sigmoid after 2000")

# %% [markdown]
r"""
The cost measures how wrong the network is; week 2 says exactly how. The network with ReLUs learns
at once; the one with sigmoids creeps. It is not that it could not draw the map: it takes far
longer to find out how. A change of one line in the code saves most of the computation, and what is
saved can be spent on more data and larger networks. (On networks with a single hidden layer the
difference is smaller, and cleverer methods of training shrink it, too.)

### Idea, code, experiment

Nobody knows beforehand which network will do. One has an idea, writes it as code, runs the
experiment, looks at the result, and has the next idea:
"""

# %%
figures.show(
    figures.development_loop(),
    alt="A loop of three boxes: from idea to code, from code to experiment, from experiment back to"
    " idea.",
)

# %% [markdown]
r"""
If one turn of this loop takes ten minutes, you make dozens in a day, and if it takes a month, a
dozen in a year. Fast machines and fast algorithms matter most for this reason: they shorten the
turn. You have been round it yourself in this notebook, when you changed a number and ran the cell
again.

## What you have built

- a neuron, a weighted sum that is bent at zero: `relu`, `neuron`;
- a measure of how wrong it is, and with it the simplest way of learning: `average_miss`;
- a network of four neurons, used on houses that were really sold: `house_price`,
  `split_features`.

You have also seen networks *fail* in two ways: too small for the task, and with too little to
learn from.

## What comes next

- Week 2 takes one neuron again, with a sigmoid at its end, and teaches it to tell cats from other
  pictures. You will write the training yourself: `week2/logistic_regression`.
- `week2/derivatives_and_graphs` makes "how much does the output change" exact.
- `week2/vectorization_and_broadcasting` makes it fast.
- Week 3 trains networks with a hidden layer, such as the one that you have just used.
"""
