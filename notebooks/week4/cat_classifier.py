# %% [markdown]
r"""
# A deep network that looks for cats

At the end of this notebook you will have built, out of your own functions, networks of two and of
four layers that tell drawn cats from everything else, and you will know how far to believe their
numbers.

You will learn how to

- put your building blocks together into a program that trains a network of any depth;
- find out where its time goes, and make it many times faster without changing what it computes;
- compare networks and their settings honestly: many seeds, and pictures that took no part.

You need the functions that you wrote in `week4/deep_network`. They are taken from your file
`deep_network.ipynb`, which has to lie beside this notebook.

**How to work with this page.** Run the cells from top to bottom with Shift+Enter. Below each
exercise, `check(...)` says what is right and what is not; `hint(...)`, with the name of your
function, prints the next hint. Where you read **Before you read on**, write your answer down
first. The exercises take about an hour and three quarters in all; while a training runs, a line
shows its cost and the time that is left.
"""

# %% locked="setup"
import time

import numpy as np

from grader.student import (
    figures,
    held_out_drawings,
    load_cats,
    load_image,
    notebook,
    own_functions,
)
from grader.student.training import Trials, load_results, train_with_bar

check, ready, hint = notebook("week4/cat_classifier")

# %% [markdown]
r"""
## 1. Your functions, and the pictures

The next cell opens your `deep_network.ipynb` and takes the functions below out of it by their
names: the definitions alone, no cell of it is run. It tries each one on the cases of its exercise.
If one is missing or not right yet, the cell says where to mend it; save that notebook afterwards,
and run the cell again.
"""

# %% locked="own"
own = own_functions(
    "deep_network.ipynb",
    (
        "initialize_parameters_deep",
        "linear_activation_forward",
        "L_model_forward",
        "compute_cost",
        "linear_activation_backward",
        "L_model_backward",
        "update_parameters",
    ),
    notebook="week4/deep_network",
)
initialize_parameters_deep = own.initialize_parameters_deep
linear_activation_forward = own.linear_activation_forward
L_model_forward = own.L_model_forward
compute_cost = own.compute_cost
linear_activation_backward = own.linear_activation_backward
L_model_backward = own.L_model_backward
update_parameters = own.update_parameters

OWN = tuple(vars(own).values())

# %% [markdown]
r"""
The pictures are those of week 2: 600 to learn from and 200 to test on, drawn cats and drawn other
things in random colours. As there, each picture becomes one column of $n_x = 64 \cdot 64 \cdot 3$
numbers between 0 and 1.
"""

# %%
cats = load_cats(size=64)
TRAIN_Y, TEST_Y = cats.train_set_y, cats.test_set_y


def as_columns(images):
    """Unroll pictures into columns of numbers between 0 and 1, as in week 2."""
    return images.reshape(len(images), -1).T / 255


TRAIN_X, TEST_X = as_columns(cats.train_set_x), as_columns(cats.test_set_x)
n_x, m = TRAIN_X.shape

print(f"TRAIN_X {TRAIN_X.shape}, TRAIN_Y {TRAIN_Y.shape}, TEST_X {TEST_X.shape}")
print(f"always 'not a cat' is right on {1 - TEST_Y.mean():.0%} of the test pictures")

# %% [markdown]
r"""
## 2. Two layers

The smallest network that is not logistic regression has one hidden layer. Seven units look at the
picture, and one more looks at the seven:

$$A^{[1]} = \text{ReLU}\bigl(W^{[1]} X + b^{[1]}\bigr), \qquad
A^{[2]} = \sigma\bigl(W^{[2]} A^{[1]} + b^{[2]}\bigr) \qquad\text{(2.1)}$$

shapes: $W^{[1]}$ is $(7, n_x)$, $A^{[1]}$ is $(7, m)$, $W^{[2]}$ is $(1, 7)$, $A^{[2]}$ is
$(1, m)$.

In logistic regression one stencil had to fit all cats. Seven units can hold seven stencils, and the
last layer decides how much each of them has to say.

The way back begins with the derivative of the cost at the output, without the $1/m$, which your
backward functions bring in:

$$dA^{[2]} = -\left(\frac{Y}{A^{[2]}} - \frac{1 - Y}{1 - A^{[2]}}\right) \qquad\text{(2.2)}$$

shapes: all $(1, m)$, entry by entry. Then each layer turns the derivative of its output into three:

$$dA^{[l]} \;\longrightarrow\; dA^{[l-1]},\; dW^{[l]},\; db^{[l]}
\qquad l = 2, 1 \qquad\text{(2.3)}$$

and at the end of the iteration all parameters make their step:

$$W^{[l]} := W^{[l]} - \alpha\, dW^{[l]}, \qquad b^{[l]} := b^{[l]} - \alpha\, db^{[l]}
\qquad\text{(2.4)}$$

You have a function for every arrow. What is missing is the program that calls them in turn.

**Before you read on:** which of your functions does what (2.1), (2.3) and (2.4) say? And what does
the way back need that only the way forward knows?
"""

# %% [markdown]
r"""
### Exercise 2.1: train two layers
difficulty 3 of 5 · about 25 minutes · the reference is 7 lines

Write one iteration: forward through both layers, back through both, and the step. Hidden layer:
`"relu"`; output layer: `"sigmoid"`. `update_parameters` wants the derivatives in a dictionary
with the names `"dW1"`, `"db1"`, `"dW2"`, `"db2"`. Call the output of layer 2 `A2`: the given lines
below compute its cost.

The last argument, `parameters`, is where the training starts. Usually it is None, and the start is
drawn; given the result of one training, the next one goes on from there.

<details><summary>What does linear_activation_forward return, again?</summary>

Two things: A, and the cache that the same layer needs on the way back. There are two layers, so
two caches; what names keep them apart?

</details>
<details><summary>Which derivative goes into layer 1?</summary>

The one that has come back through layer 2. Which of the three results of
`linear_activation_backward` is it?

</details>
<details><summary>The cost does not change at all</summary>

`update_parameters` leaves the old parameters alone and returns new ones. What becomes of them in
your line?

</details>
<details><summary>The cost goes up</summary>

Look at the signs in (2.2). There is one minus in front, and one between the fractions. To which
part of the formula does the one in front belong?

</details>
"""


# %% exercise="two_layer_model"
def two_layer_model(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    parameters=None,
):
    """Train a network with one hidden layer: (2.1) to (2.4), again and again.

    Parameters
    ----------
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.
    layers_dims : list of int
        n_x, n_h and 1: the sizes of input, hidden layer and output.
    learning_rate : float
        alpha.
    num_iterations : int
        Number of steps.
    print_cost : bool
        Whether iterations 0, 100, 200, ... print one line each: their number and the cost.
    parameters : dict or None
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (1, n_h), "b2" (1, 1) to start from; not changed.
        None: draw them with initialize_parameters_deep.

    Returns
    -------
    parameters : dict
        "W1", "b1", "W2", "b2" after the last step.
    costs : list of float
        The cost of iterations 0, 100, 200, ...
    """
    if parameters is None:
        parameters = initialize_parameters_deep(layers_dims)
    costs = []
    for i in range(num_iterations):
        ### BEGIN SOLUTION
        A1, cache1 = linear_activation_forward(X, parameters["W1"], parameters["b1"], "relu")
        A2, cache2 = linear_activation_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")
        dA2 = -(Y / A2 - (1 - Y) / (1 - A2))
        dA1, dW2, db2 = linear_activation_backward(dA2, cache2, "sigmoid")
        dA0, dW1, db1 = linear_activation_backward(dA1, cache1, "relu")
        grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
        parameters = update_parameters(parameters, grads, learning_rate)
        ### END SOLUTION
        if i % 100 == 0:
            costs.append(compute_cost(A2, Y))
            if print_cost:
                print(f"cost after iteration {i}: {costs[-1]:.6f}")
    return parameters, costs


# %% checks="two_layer_model" points=8
check(two_layer_model)

# %% [markdown]
r"""
A short training on the cats, to see it move. With 7 hidden units:
"""

# %%
SEED = 1

if ready(*OWN, two_layer_model):
    two_dims = [n_x, 7, 1]
    two_start = initialize_parameters_deep(two_dims, np.random.default_rng(SEED))
    began = time.perf_counter()
    two_layers, two_costs = train_with_bar(
        two_layer_model,
        TRAIN_X,
        TRAIN_Y,
        two_dims,
        num_iterations=60,
        parameters=two_start,
        part=10,
    )
    two_seconds = (time.perf_counter() - began) / 60
    print(f"cost at the start {two_costs[0]:.4f}, after 50 iterations {two_costs[-1]:.4f}")
    print(
        f"one iteration takes {1000 * two_seconds:.0f} ms, so 2500 take {2500 * two_seconds:.0f} s"
    )

# %% [markdown]
r"""
The cost falls, slowly. The whole training of 2500 iterations would be a long wait, and we want
many trainings. So before the second network, sections 4 and 6 look for a faster way. But first:
what do we want to know of a trained network?

## 3. Answers, and how many are right

The network holds the picture for a cat if the probability is above one half:

$$\hat{y}^{(i)}_{\text{label}} =
\begin{cases} 1 & \text{if } a^{[L](i)} > \tfrac{1}{2} \\ 0 & \text{otherwise} \end{cases}
\qquad\text{(3.1)}$$

The function below is for any number of layers, so it goes forward with `L_model_forward`.
"""

# %% [markdown]
r"""
### Exercise 3.1: the answers of a network
difficulty 1 of 5 · about 8 minutes · the reference is 2 lines

Return a row of labels. If $A^{[L]}$ is `[[0.2, 0.7, 0.51]]`, the answers are `[[0, 1, 1]]`. (An
$a$ of exactly one half may count either way.)

<details><summary>TypeError: '>' not supported between instances of 'tuple' and 'float'</summary>

`L_model_forward` returns two things at once. Which of them do you need here, and how do you get
it alone?

</details>
<details><summary>How do I turn True and False into 1 and 0?</summary>

You need not: Python counts True as 1. If you prefer numbers, which method of arrays changes the
type of the entries?

</details>
"""


# %% exercise="predict"
def predict(parameters, X):
    """Answer 0 or 1 for each example, equation (3.1).

    Parameters
    ----------
    parameters : dict
        "W1", "b1", ..., "WL", "bL" of a trained network.
    X : ndarray (n_x, m)
        One example per column.

    Returns
    -------
    predictions : ndarray (1, m)
        0 or 1 for each example.
    """
    ### BEGIN SOLUTION
    AL, caches = L_model_forward(X, parameters)
    predictions = (AL > 0.5).astype(int)
    ### END SOLUTION
    return predictions


# %% checks="predict" points=3
check(predict)

# %% [markdown]
r"""
### Exercise 3.2: the share that is right
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

The *accuracy* is the share of examples whose answer is the label:

$$\text{accuracy} = \frac{\text{number of } i \text{ with }
\hat{y}^{(i)}_{\text{label}} = y^{(i)}}{m} \qquad\text{(3.2)}$$

For the answers `[[1, 0, 0, 1]]` and the labels `[[1, 1, 0, 1]]` it is 0.75.

<details><summary>My result is a whole number</summary>

Then it counts. The share is that number, divided by how many examples there are. Which axis of Y
counts the examples?

</details>
<details><summary>Can I do without counting?</summary>

What is the mean of an array of True and False, when True counts as 1 and False as 0?

</details>
"""


# %% exercise="accuracy"
def accuracy(predictions, Y):
    """Share of right answers, equation (3.2).

    Parameters
    ----------
    predictions : ndarray (1, m)
        0 or 1 for each example.
    Y : ndarray (1, m)
        Labels, 0 or 1.

    Returns
    -------
    share : float
        Between 0 and 1.
    """
    ### BEGIN SOLUTION
    share = float(np.mean(predictions == Y))
    ### END SOLUTION
    return share


# %% checks="accuracy" points=2
check(accuracy)

# %% [markdown]
r"""
### Exercise 3.3: which ones are wrong
difficulty 2 of 5 · about 8 minutes · the reference is 1 line

A number hides what goes wrong; the pictures show it. Return the positions of the examples whose
answer is not the label, as an array of whole numbers with one axis. For the answers
`[[1, 0, 0, 1]]` and the labels `[[1, 1, 0, 0]]` these are 1 and 3.

<details><summary>np.where gives me two arrays</summary>

One for each axis: the first has the rows, the second the columns. In which of them does an
example have its number?

</details>
<details><summary>Is there a function that looks at an array as one long list?</summary>

Read `help(np.flatnonzero)`. Why is that enough for an array with a single row?

</details>
"""


# %% exercise="mislabelled"
def mislabelled(predictions, Y):
    """Positions of the examples that are answered wrongly.

    Parameters
    ----------
    predictions : ndarray (1, m)
        0 or 1 for each example.
    Y : ndarray (1, m)
        Labels, 0 or 1.

    Returns
    -------
    positions : ndarray of int, shape (number of wrong answers,)
        Column numbers, from small to large.
    """
    ### BEGIN SOLUTION
    positions = np.flatnonzero(predictions != Y)
    ### END SOLUTION
    return positions


# %% checks="mislabelled" points=2
check(mislabelled)

# %%
if ready(*OWN, two_layer_model, predict, accuracy, mislabelled):
    for name, X, Y in (("training", TRAIN_X, TRAIN_Y), ("test", TEST_X, TEST_Y)):
        answers = predict(two_layers, X)
        print(
            f"{name:8} after 60 iterations: accuracy {accuracy(answers, Y):.1%},"
            f" {len(mislabelled(answers, Y))} wrong, {int(np.sum(answers))} called cat"
        )

# %% [markdown]
r"""
After 60 iterations the network is better than a program that always answers "not a cat", but only
by about ten points: nearly every third test picture is still wrong.
That is no failure: it has only just begun.

## 4. What one step costs

A network with the layers $n_x$, 20, 7, 5, 1 has almost all its weights in the first layer, and so
almost all its work is there. Three products in each iteration have a side of $n_x = 12288$:

$$Z^{[1]} = W^{[1]} X + b^{[1]}, \qquad dW^{[1]} = \tfrac{1}{m}\, dZ^{[1]} X^T, \qquad
dA^{[0]} = W^{[1]T} dZ^{[1]} \qquad\text{(4.1)}$$

shapes: $(20, n_x)(n_x, m)$, then $(20, m)(m, n_x)$, then $(n_x, 20)(20, m)$. Each of them takes
$20 \cdot 12288 \cdot 600$ multiplications and as many additions: 295 million operations.

**Before you read on:** one of the three results is computed by `L_model_backward` and then read by
nobody. Which one?
"""

# %%
rng = np.random.default_rng(0)
W1, dZ1 = rng.normal(size=(20, n_x)), rng.normal(size=(20, m))


def milliseconds(work, times=5):
    """Return how long a piece of work takes: the median of a few runs."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return float(np.median(taken))


parts = {
    "Z1 = W1 X": milliseconds(lambda: W1 @ TRAIN_X),
    "dW1 = dZ1 X.T / m": milliseconds(lambda: dZ1 @ TRAIN_X.T / m),
    "dA0 = W1.T dZ1": milliseconds(lambda: W1.T @ dZ1),
    "reading X once": milliseconds(TRAIN_X.sum),
}
figures.show(
    figures.step_times(parts),
    alt="Bars: the milliseconds that each of the three large products takes on this machine, and"
    " the much shorter time that it takes to read X once from memory.",
)

# %% [markdown]
r"""
It is $dA^{[0]}$: the derivative of the cost by the pixels. Every other layer needs the derivative
of its input, because that is the output of the layer below. Layer 1 has the pictures below it, and
they are not going to change. About a third of the work is for nothing.

How do you leave it out without writing `L_model_backward` again? Look at the shapes in (4.1):
$dA^{[0]}$ has a row for every column of $W^{[1]}$, and that is the only thing for which the way
back uses the $W^{[1]}$ of the cache. Were there no columns, there would be no rows to compute. An
array may have no columns: `W[:, :0]` has the shape $(20, 0)$.
"""

# %% [markdown]
r"""
### Exercise 4.1: leave out what nobody reads
difficulty 3 of 5 · about 12 minutes · the reference is 3 lines

`caches` is the list that `L_model_forward` returns, and `caches[0]` is
$((A^{[0]}, W^{[1]}, b^{[1]}), Z^{[1]})$. Return a new list with the same caches, but with a
$W^{[1]}$ of no columns in the first one. The list that you are given must stay as it is.

<details><summary>How do I get at W inside a tuple inside a tuple?</summary>

Python can unpack in one line what is nested: on the left of the equals sign, write names in the
same brackets as on the right. How many names does one cache hold?

</details>
<details><summary>TypeError: 'tuple' object does not support item assignment</summary>

A tuple cannot be changed, only made anew. What does a new one look like that has the same A, b and
Z?

</details>
<details><summary>check says that I change my argument</summary>

`caches` is the caller's list; putting something into it changes it there too. How do you make a
new list that begins with your cache and goes on with the others?

</details>
"""


# %% exercise="without_dA0"
def without_dA0(caches):
    """Caches with which the way back computes no dA0.

    Parameters
    ----------
    caches : list
        The L caches of L_model_forward, each ((A_prev, W, b), Z); not changed.

    Returns
    -------
    lean : list
        The same caches, but the W of the first has the shape (n[1], 0).
    """
    ### BEGIN SOLUTION
    (A_prev, W, b), Z = caches[0]
    first = ((A_prev, W[:, :0], b), Z)
    lean = [first, *caches[1:]]
    ### END SOLUTION
    return lean


# %% checks="without_dA0" points=4
check(without_dA0)

# %%
if ready(*OWN, without_dA0):
    deep_dims = [n_x, 20, 7, 5, 1]
    net = initialize_parameters_deep(deep_dims, np.random.default_rng(SEED))
    AL, caches = L_model_forward(TRAIN_X, net)
    full, lean = (L_model_backward(AL, TRAIN_Y, c) for c in (caches, without_dA0(caches)))
    same = all(np.array_equal(full[name], lean[name]) for name in lean if name[1] in "Wb")
    dA0 = "dA0" if "dA0" in full else "dA1"  # if you number it by the layer that computes it
    print(f"all dW and db are the same: {same};  dA0 {full[dA0].shape} -> {lean[dA0].shape}")
    for words, c in (("as before", caches), ("without dA0", without_dA0(caches))):
        ms = milliseconds(lambda c=c: L_model_backward(AL, TRAIN_Y, c), times=3)
        print(f"way back {words:12} {ms:5.1f} ms")

# %% [markdown]
r"""
Two products are left, and gradient descent cannot do without either. That is the limit for this
way of computing: each product has to read all of $X$ once, and does 40 operations with every number
that it reads. The bar "reading X once" shows how long the reading alone takes; the rest of a
product's time is arithmetic, so a processor that calculates faster would help, and a faster memory
would not.

One more factor of about two is free: numbers of 32 bits in place of 64. The memory moves half as
much, and the processor handles twice as many at once.
"""

# %%
if ready(*OWN, without_dA0):
    sides = {}
    for kind in (np.float64, np.float32):
        X, Y = TRAIN_X.astype(kind), TRAIN_Y.astype(kind)
        net = initialize_parameters_deep(deep_dims, np.random.default_rng(SEED))
        net = {name: value.astype(kind) for name, value in net.items()}
        times = []
        for _ in range(8):
            began = time.perf_counter()
            AL, caches = L_model_forward(X, net)
            grads = L_model_backward(AL, Y, without_dA0(caches))
            net = update_parameters(net, grads, 0.0075)
            times.append(1000 * (time.perf_counter() - began))
        sides[kind] = compute_cost(AL, Y)
        print(
            f"{kind.__name__}: X is {X.nbytes / 1e6:.0f} MB, a step takes"
            f" {np.median(times):5.1f} ms, cost {sides[kind]:.9f}"
        )
    print(f"the costs differ by {abs(sides[np.float64] - sides[np.float32]):.1e}")
    del X

# %% [markdown]
r"""
The two costs agree to far more digits than training needs: the pictures themselves have only 256
steps of brightness. Deep learning is done in 32 bits, or even 16. We stay with 64 here, because
`gradient_check` needs them and because section 6 gains much more.

Is this fast? PyTorch, which is made for such work, does the same two products. In the course's
benchmark (`make bench`, table in `tests/benchmarks/README.md`) the steps of this section take about
as long as the same steps in PyTorch, on one core of the same machine.
"""

# %% [markdown]
r"""
## 5. Any number of layers

For a deeper network nothing new is needed. `L_model_forward` and `L_model_backward` go through all
layers, whatever their number, and (2.4) is the same for every layer.
"""

# %% [markdown]
r"""
### Exercise 5.1: train L layers
difficulty 3 of 5 · about 20 minutes · the reference is 11 lines

Write the whole function: the start, the loop, the costs. `two_layer_model` is a good guide, and
only four of your functions are called in the loop. Use `without_dA0` or not, as you like: the
result is the same.

<details><summary>I do not know how to begin</summary>

Copy the frame of `two_layer_model`. Which of its lines know that there are two layers? Those are
the lines to replace.

</details>
<details><summary>When do I draw the parameters?</summary>

Once, before the loop, and only if the caller brought none. Which value of the argument says that?

</details>
<details><summary>check says that the sizes do not fit</summary>

The sizes of the layers are an argument. Does your function write a number where it should use
that argument?

</details>
<details><summary>An AssertionError comes out of my linear_backward</summary>

Then your function tests there that dA has the shape of A. That was a good idea, and it does not
know of `without_dA0`. Hand `L_model_backward` the caches as they are, or take the test away.

</details>
"""


# %% exercise="L_layer_model"
def L_layer_model(
    X,
    Y,
    layers_dims,
    learning_rate=0.0075,
    num_iterations=3000,
    print_cost=False,
    parameters=None,
):
    """Train a network of L layers: ReLU in the hidden ones, sigmoid at the end.

    Parameters
    ----------
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.
    layers_dims : list of int
        n_x, then the units of each layer; the last is 1.
    learning_rate : float
        alpha.
    num_iterations : int
        Number of steps.
    print_cost : bool
        Whether iterations 0, 100, 200, ... print one line each: their number and the cost.
    parameters : dict or None
        "W1", "b1", ..., "WL", "bL" to start from, with shapes (n[l], n[l-1]) and (n[l], 1); not
        changed. None: draw them with initialize_parameters_deep.

    Returns
    -------
    parameters : dict
        "W1", "b1", ..., "WL", "bL" after the last step.
    costs : list of float
        The cost of iterations 0, 100, 200, ...
    """
    ### BEGIN SOLUTION
    if parameters is None:
        parameters = initialize_parameters_deep(layers_dims)
    costs = []
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        grads = L_model_backward(AL, Y, without_dA0(caches))
        parameters = update_parameters(parameters, grads, learning_rate)
        if i % 100 == 0:
            costs.append(compute_cost(AL, Y))
            if print_cost:
                print(f"cost after iteration {i}: {costs[-1]:.6f}")
    ### END SOLUTION
    return parameters, costs


# %% checks="L_layer_model" points=8
check(L_layer_model)

# %% [markdown]
r"""
## 6. The pictures' own axes

Two products with $X$ in every iteration, 2500 iterations: can that be avoided? Not by computing
faster, but by looking at what is computed.

There are $m = 600$ pictures. However many pixels they have, they are 600 points, and 600 points
(with the origin) never need more than 600 directions, just as two arrows always lie in one plane,
even if each is given by three numbers.
"""

# %%
figures.show(
    figures.own_axes(),
    alt="Left: two arrows in space, given by three numbers each, and the plane through both. Right:"
    " the same plane seen from above, with two axes of its own; the arrows have the same lengths"
    " and the same angle, and are given by two numbers each.",
)

# %% [markdown]
r"""
So we turn the axes until the first 600 of them hold all pictures. NumPy finds such axes with
`np.linalg.qr`:

$$X = Q R, \qquad Q^T Q = I \qquad\text{(6.1)}$$

shapes: $(n_x, m) = (n_x, m)(m, m)$. The columns of $Q$ are the new axes, of length 1 and at right
angles to each other; column $i$ of $R$ is picture $i$, measured along them. Nothing is lost: $QR$
is $X$ again.

A unit of layer 1 multiplies its weights with the picture. Put (6.1) in:

$$W^{[1]} X = W^{[1]} Q R = V^{[1]} R \qquad\text{with}\qquad V^{[1]} = W^{[1]} Q
\qquad\text{(6.2)}$$

shapes: $V^{[1]}$ is $(n^{[1]}, m)$. With $R$ as its data and $V^{[1]}$ as its first weights, the
network has the same $Z^{[1]}$ and therefore the same everything. And the step? Gradient descent on
$R$ subtracts $\alpha \tfrac{1}{m} dZ^{[1]} R^T$ from $V^{[1]}$, and

$$\tfrac{1}{m}\, dZ^{[1]} R^T = \tfrac{1}{m}\, dZ^{[1]} X^T Q = dW^{[1]} Q \qquad\text{(6.3)}$$

That is exactly the step of $W^{[1]}$, seen along the new axes. So the two trainings go hand in
hand, step by step, to the end. One works with 12288 numbers per picture, the other with 600.

At the end we want $W^{[1]}$ back, to look at new pictures. Every step of $W^{[1]}$ is a sum of
training pictures, since $dW^{[1]} = \tfrac{1}{m} dZ^{[1]} X^T$, so it lies within the new axes and
is $dW^{[1]} = (dW^{[1]} Q)\, Q^T$. What lies outside never moves. Therefore

$$W^{[1]}_{\text{trained}} = W^{[1]} + \bigl(V^{[1]}_{\text{trained}} - W^{[1]} Q\bigr)\, Q^T
\qquad\text{(6.4)}$$

shapes: $(n^{[1]}, n_x) = (n^{[1]}, n_x) + (n^{[1]}, m)(m, n_x)$.

**Before you read on:** what does (6.4) give if the training has done nothing, that is, if
$V^{[1]}_{\text{trained}}$ is still $W^{[1]} Q$?
"""

# %% [markdown]
r"""
### Exercise 6.1: back to the pixels
difficulty 3 of 5 · about 10 minutes · the reference is 1 line

Write equation (6.4). `W1` is from before the training, `V1` from after it. If
`V1` equals `W1 @ Q`, the result is `W1`.

<details><summary>Why not simply turn V1 back?</summary>

That gives only the part of the weights that lies within the training pictures. What has become of
the rest of W1, which no training picture can see, but a test picture can?

</details>
<details><summary>matmul: Input operand 1 has a mismatch</summary>

Write the shape under each factor of (6.4). Which factor must be turned so that the two inner
numbers are equal?

</details>
"""


# %% exercise="back_to_pixels"
def back_to_pixels(W1, V1, Q):
    """Weights of layer 1 after a training along the pictures' own axes, equation (6.4).

    Parameters
    ----------
    W1 : ndarray (n[1], n_x)
        Weights before the training.
    V1 : ndarray (n[1], m)
        Weights along the axes Q after the training.
    Q : ndarray (n_x, m)
        The axes: columns of length 1 at right angles.

    Returns
    -------
    W1_trained : ndarray (n[1], n_x)
    """
    ### BEGIN SOLUTION
    W1_trained = W1 + (V1 - W1 @ Q) @ Q.T
    ### END SOLUTION
    return W1_trained


# %% checks="back_to_pixels" points=3
check(back_to_pixels)

# %% [markdown]
r"""
First the proof by trial: ten iterations, with the pixels and along the new axes, from the same
start.
"""

# %%
if ready(*OWN, without_dA0, L_layer_model, back_to_pixels):
    Q, R = np.linalg.qr(TRAIN_X)
    deep_start = initialize_parameters_deep(deep_dims, np.random.default_rng(SEED))
    turned = {**deep_start, "W1": deep_start["W1"] @ Q}
    turned_dims = [m, *deep_dims[1:]]

    began = time.perf_counter()
    by_pixels, _ = L_layer_model(TRAIN_X, TRAIN_Y, deep_dims, 0.0075, 10, False, deep_start)
    middle = time.perf_counter()
    by_axes, _ = L_layer_model(R, TRAIN_Y, turned_dims, 0.0075, 10, False, turned)
    end = time.perf_counter()

    W1_again = back_to_pixels(deep_start["W1"], by_axes["W1"], Q)
    print(f"largest difference in W1: {np.abs(W1_again - by_pixels['W1']).max():.0e}")
    print(f"an iteration with the pixels: {100 * (middle - began):5.1f} ms")
    print(f"an iteration along the axes:  {100 * (end - middle):5.1f} ms")

# %% [markdown]
r"""
The same weights, up to the last digit of the computer's numbers, many times sooner. And the size of
the pictures no longer matters: along the axes a picture has 600 numbers, be it large or small. (It
works because there are fewer pictures than pixels. With a million pictures one uses other means.)

Now the whole training of the deep network, with the pixels of 64 by 64.
"""

# %%
if ready(*OWN, without_dA0, L_layer_model, back_to_pixels, predict, accuracy):
    along, deep_costs = train_with_bar(
        L_layer_model, R, TRAIN_Y, turned_dims, num_iterations=2500, parameters=turned
    )
    deep = {**along, "W1": back_to_pixels(deep_start["W1"], along["W1"], Q)}
    print(f"accuracy on the training set: {accuracy(predict(deep, TRAIN_X), TRAIN_Y):.1%}")
    print(f"accuracy on the test set:     {accuracy(predict(deep, TEST_X), TEST_Y):.1%}")
    figures.show(
        figures.cost_curves({"four layers": deep_costs}, every=100),
        alt="The cost of the network with four layers every 100 iterations: it starts near 0.7,"
        " falls in the first thousand iterations, and comes close to 0.",
    )

# %% [markdown]
r"""
In the end the network knows the training pictures by heart. On the test set, drawings that it has
never seen, it does clearly better than logistic regression did in week 2. Is that because it is
deep?

## 7. Depth or luck?

The start is random, so the result is random too. One run of each network proves nothing: another
seed, another winner. The table below was measured with eight seeds for each network, by
`datasets/measure_depth.py`, and lies beside the data as `datasets/depth.csv`. Logistic regression
starts at zero, so all its runs are the same one.
"""

# %%
measured = load_results("depth")

for size in ("64", "32"):
    for model in ("logistic regression", "two layers", "four layers"):
        rows = [r for r in measured if (r["size"], r["model"]) == (size, model)]
        test = np.array([100 * float(r["test"]) for r in rows])
        print(
            f"{size} by {size}, {model:19}  test accuracy {test.mean():4.1f} % +- {test.std():3.1f}"
            f"   ({len(rows)} seeds, {test.min():.1f} to {test.max():.1f})"
        )
figures.show(
    figures.depth_and_luck(measured),
    alt="Test accuracy of three models on pictures of 64 by 64 and of 32 by 32 pixels, a dot for"
    " each of eight seeds and a line at the mean. The dots of two and of four layers lie above"
    " logistic regression and overlap each other; they scatter by several points.",
)

# %% [markdown]
r"""
The number after +- is the standard deviation over the seeds: how far single runs scatter around
the mean.

On a small set of photographs (240 to learn from and 106 to test on, cats and clothes; it cannot be
handed out with the course) the same script found, over eight seeds: logistic regression 81.1 %, two
layers 82.0 % +- 3.0, four layers 82.1 % +- 2.2. It measures any pictures of your own:
`python datasets/measure_depth.py --photographs FOLDER`.
"""

# %% [markdown]
r"""
### Exercise 7.1: what do the numbers say?
difficulty 2 of 5 · about 4 minutes · the reference is 1 line

Which sentence do the table, the figure and the photographs support?

- a) Hidden layers help on these drawings. Whether four are better than two cannot be seen in one
  run, and on other pictures the gain may vanish.
- b) All three models are about equally good, since a random start decides everything.
- c) Four layers are best: their best run beats every run of the others.
- d) The deeper a network, the better it is: four layers always beat two.

<details><summary>How do I compare two clouds of dots?</summary>

Look at the distance of the means and at the width of the clouds. If you drew one dot from each,
how often would the higher one come from the better model?

</details>
<details><summary>What have the photographs to do with it?</summary>

A sentence about depth in general has to hold there too. How far apart are the means there, and how
far do runs scatter?

</details>
"""


# %% exercise="what_the_table_says"
def what_the_table_says():
    """Return the letter of the sentence that the measurements support.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    ### BEGIN SOLUTION
    choice = "a"
    ### END SOLUTION
    return choice


# %% checks="what_the_table_says" points=1
check(what_the_table_says)

# %% [markdown]
r"""
There is a second kind of luck, which no number of seeds removes. The test cats are 24 drawings of
three kinds of cat face. Another choice of drawings would shift all the numbers, by about 3 points,
so "90 %" means "somewhere around 90 % on drawings like these".

Run one seed yourself, at 32 by 32 pixels. Change `MY_SEED` and look at how the order of the two
networks changes.
"""

# %%
MY_SEED = 2

if ready(*OWN, two_layer_model, without_dA0, L_layer_model, back_to_pixels, predict, accuracy):
    small = load_cats(size=32)
    small_x, small_test = as_columns(small.train_set_x), as_columns(small.test_set_x)
    small_Q, small_R = np.linalg.qr(small_x)
    for name, model, hidden in (
        ("two layers", two_layer_model, [7]),
        ("four layers", L_layer_model, [20, 7, 5]),
    ):
        start = initialize_parameters_deep(
            [len(small_x), *hidden, 1], np.random.default_rng(MY_SEED)
        )
        seen = {**start, "W1": start["W1"] @ small_Q}
        found, _ = train_with_bar(
            model, small_R, TRAIN_Y, [m, *hidden, 1], num_iterations=2500, parameters=seen, part=250
        )
        found["W1"] = back_to_pixels(start["W1"], found["W1"], small_Q)
        print(
            f"{name:11} seed {MY_SEED}: training {accuracy(predict(found, small_x), TRAIN_Y):.1%},"
            f" test {accuracy(predict(found, small_test), TEST_Y):.1%}"
        )

# %% [markdown]
r"""
## 8. What the first layer looks for

Deep networks are said to find simple things first and put them together later: edges, then parts,
then faces. Can we see that? Each of the 20 units of layer 1 has one weight for each pixel and
colour, so its weights are a picture. By (6.4), what the training has added to them is a sum of
training pictures; what it began with is noise.

**Before you read on:** which will be larger in the end, what was learned or the noise of the start?
"""

# %%
if ready(*OWN, without_dA0, L_layer_model, back_to_pixels):
    learned = deep["W1"] - deep_start["W1"]
    strongest = np.argsort(-np.abs(learned).sum(axis=1))[:8]
    figures.show(
        figures.first_layer(deep_start["W1"][strongest], learned[strongest], deep["W1"][strongest]),
        alt="The weights of the eight units of layer 1 that learned most, as pictures, in three"
        " rows. Upper row: the start, even noise. Middle row: what was learned, faces with ears,"
        " eyes, whiskers and a mouth, positive in some units and negative in others. Lower row: the"
        " sum of both, in which the noise nearly hides the faces.",
    )
    ratio = np.linalg.norm(learned) / np.linalg.norm(deep_start["W1"])
    print(f"length of the learned part: {ratio:.2f} of the length of the start")

# %% [markdown]
r"""
All in all the noise is larger: it fills every pixel of every unit. And yet the learned part does
the work. The noise of thousands of pixels cancels in the sum, while the learned weights all pull
the same way.

The middle row shows what the units look for: ears, eyes, mouths and whiskers, each in its place,
and some of them with both signs side by side, which is how a unit notices an edge between light and
dark. Some units look for the same thing with opposite signs: light on dark, and dark on light,
which no single stencil of logistic regression could serve. So the first layer has found edges and
parts, but all of a whole face at once: a unit that sees the whole picture, in which every cat sits
in the middle, has no reason to look for anything smaller. Networks whose units see small patches
(convolutional networks, another course) find single edges in their first layer.
"""

# %% [markdown]
r"""
## 9. Parameters and hyperparameters

Training finds the *parameters*: the numbers in $W^{[l]}$ and $b^{[l]}$. But some numbers were there
before the training began, and you chose them:

- the learning rate $\alpha$,
- the number of iterations,
- the number of layers $L$,
- the units in each layer, $n^{[1]}, \dots, n^{[L-1]}$,
- the activation function of the hidden layers.

They are called *hyperparameters*, because they decide what becomes of the parameters. The number of
parameters follows from them:

$$\text{number of parameters} = \sum_{l=1}^{L} n^{[l]} \bigl(n^{[l-1]} + 1\bigr)
\qquad\text{(9.1)}$$

**Before you read on:** the network of this notebook has the hyperparameters $n_x$, 20, 7, 5, 1.
About how many parameters is that? And how many of them are in the first layer?
"""

# %% [markdown]
r"""
### Exercise 9.1: count the parameters
difficulty 1 of 5 · about 8 minutes · the reference is 1 line

Write equation (9.1). For `[3, 4, 1]` it is 21: 12 weights and 4 biases, then 4 weights and 1 bias.

<details><summary>Where does the + 1 come from?</summary>

A unit has a weight for each number that comes in. What else does it have, exactly once?

</details>
<details><summary>How do I go through neighbouring layers?</summary>

Let l run over the layers that have weights. Which is the first of them, and which the last, if
layer 0 is the input?

</details>
"""


# %% exercise="count_parameters"
def count_parameters(layers_dims):
    """Number of weights and biases of a network, equation (9.1).

    Parameters
    ----------
    layers_dims : list of int
        n[0], n[1], ..., n[L].

    Returns
    -------
    count : int
    """
    ### BEGIN SOLUTION
    count = sum(layers_dims[l] * (layers_dims[l - 1] + 1) for l in range(1, len(layers_dims)))
    ### END SOLUTION
    return count


# %% checks="count_parameters" points=2
check(count_parameters)

# %%
if ready(count_parameters):
    total = count_parameters([n_x, 20, 7, 5, 1])
    print(f"[12288, 20, 7, 5, 1] has {total} parameters, {20 * (n_x + 1)} of them in layer 1")

# %% [markdown]
r"""
No gradient leads to good hyperparameters: the cost has no slope in the number of layers. One tries
values and looks. The cycle is idea, code, experiment, and then the next idea; that is why it pays
to make a training fast.

What should one look at? More iterations and more units always lower the *training* cost. On the
test set, choosing is not allowed either, as the next exercise shows.
"""

# %% [markdown]
r"""
### Exercise 9.2: which pictures decide?
difficulty 2 of 5 · about 4 minutes · the reference is 1 line

You want to compare five learning rates, take the best, and report in the end how good the network
is. Each drawing of this data set appears in several colours. By which accuracy do you choose the
learning rate?

- a) By the accuracy on the 600 training pictures: there are most of them.
- b) By the accuracy on training drawings, in all their colours, that you keep out of the training
  for this purpose.
- c) By the accuracy on the test set: it is the number that you will report.
- d) By the accuracy on single training pictures, drawn at random, that you keep out of the
  training.

<details><summary>What is wrong with looking at the test set?</summary>

Suppose you try a thousand learning rates that are all equally good. Would the best of the thousand
test accuracies be a fair estimate for new pictures?

</details>
<details><summary>What is the difference between b and d?</summary>

Suppose the same cat is in the training set in red, and kept out in green. Is it new to the
network?

</details>
"""


# %% exercise="where_to_choose"
def where_to_choose():
    """Say by which accuracy hyperparameters are chosen.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    ### BEGIN SOLUTION
    choice = "b"
    ### END SOLUTION
    return choice


# %% checks="where_to_choose" points=1
check(where_to_choose)

# %% [markdown]
r"""
The figure below was measured that way, by `datasets/measure_depth.py` at 32 by 32 pixels, eight
seeds for each value (`datasets/hyperparameters.csv`): 427 training pictures to learn from, and 173
pictures of other drawings to judge by. In each panel one hyperparameter changes; the others are
those of this notebook: four layers of 20, 7, 5 and 1 units, ReLU, $\alpha = 0.0075$, 2500
iterations. The exception is the panel of widths, which has networks of two layers.

**Before you read on:** make a guess for each panel. Where is too little, and is there a too much?
"""

# %%
swept = load_results("hyperparameters")

figures.show(
    figures.sweep(swept),
    alt="Five panels with the accuracy on held-out drawings, mean and single seeds. Learning rate:"
    " low for small rates, best in the middle, worse and scattered for large ones. Iterations:"
    " rises up to 2500 and then stays level. Layers: one is worst, two scatter widely, three to six"
    " are alike. Hidden units of two layers: one is worst, two to seven are alike, 20 and 60 are"
    " better. Activation: ReLU and leaky ReLU alike, tanh a little lower, sigmoid at the level of a"
    " blind answer.",
)
for changed in dict.fromkeys(row["changed"] for row in swept):
    means = {}
    for row in swept:
        if row["changed"] == changed:
            means.setdefault(row["value"], []).append(100 * float(row["held_out"]))
    print(f"{changed}:")
    print("   ", ",  ".join(f"{v}: {np.mean(x):.1f} +- {np.std(x):.1f}" for v, x in means.items()))

# %% [markdown]
r"""
What the panels say, on this data:

- *Learning rate*: too small, and 2500 iterations are not enough; too large, and the steps overshoot
  and some runs never recover. The best of these values is about three times the 0.0075 of this
  notebook, and three times more than that already fails for some seeds.
- *Iterations*: they help until the training pictures are known by heart. Afterwards hardly anything
  changes. (With other data the held-out accuracy may fall again while the cost still falls.)
- *Layers*: one is too few, and two depend on luck. From three on, more layers make little
  difference.
- *Units*: from two to seven the mean hardly moves, and single runs differ by 20 points. With 20
  units the accuracy is higher and luck matters less: among many random stencils some are good.
- *Activation*: with the sigmoid in three hidden layers nothing is learned in that time. Its slope
  is at most 1/4, so the way back shrinks with every layer, as you saw in `deep_network`.

These are rules for this problem. For other data the best values are others, and they change with
the years and with the machines. What stays is the way to find them.

### Your own trials

The cell below is set up like the measurement, with your functions. Add lines, or change the
numbers; the table keeps every trial until the kernel stops. A single seed is one dot in the figure:
before you believe in a difference, repeat it with other seeds.
"""

# %%
if ready(*OWN, without_dA0, L_layer_model, predict):
    out = held_out_drawings()
    pictures = as_columns(load_cats(size=32).train_set_x)
    trials = Trials(
        L_layer_model,
        predict,
        initialize_parameters_deep,
        pictures[:, ~out],
        TRAIN_Y[:, ~out],
        pictures[:, out],
        TRAIN_Y[:, out],
    )

# %%
if ready(*OWN, without_dA0, L_layer_model, predict):
    trials.add(hidden=[7], learning_rate=0.0075, num_iterations=800)
    trials.add(hidden=[20, 7, 5], learning_rate=0.0075, num_iterations=800)
    trials.add(hidden=[20, 7, 5], learning_rate=0.03, num_iterations=800)
    print(trials)

# %% [markdown]
r"""
## 10. The pictures it gets wrong
"""

# %%
if ready(*OWN, without_dA0, L_layer_model, back_to_pixels, predict, mislabelled):
    wrong = mislabelled(predict(deep, TEST_X), TEST_Y)
    A_test = L_model_forward(TEST_X, deep)[0][0]
    surest = wrong[np.argsort(-np.abs(A_test[wrong] - 0.5))][:12]
    print(f"{len(wrong)} of {TEST_Y.size} test pictures are wrong; the surest of them:")
    figures.show(
        figures.gallery(
            cats.test_set_x[surest],
            [f"{cats.classes[TEST_Y[0, i]]}\na = {A_test[i]:.2f}" for i in surest],
        ),
        alt="Test pictures that the network answers wrongly, the surest first, with their true"
        " label and the probability of cat that the network gives.",
    )

# %% [markdown]
r"""
The captions give the truth, and below it the probability of a cat. **Before you read on:** what
have the false alarms in common, and what the missed cats?

With the network of this page, most false alarms have two eyes and a mouth where a cat has them,
such as a carved pumpkin, and most missed cats turn their head to the side, or have their eyes
closed.
That is what a network of stencils must do: it knows where ears and eyes are in seven cat faces seen
from the front, and a head turned to the side fits none of them. A person would not make most of
these mistakes, because a person knows what a cat is.

### A picture of your own

Write the path of a picture file between the quotes. While it is empty, a test picture is used. The
network was trained on drawings, so a drawn face from the front has a fair chance and a photograph
has none.
"""

# %%
my_picture = ""

if ready(*OWN, without_dA0, L_layer_model, back_to_pixels, predict):
    image = load_image(my_picture, size=64) if my_picture else cats.test_set_x[np.argmax(TEST_Y)]
    column = as_columns(image[np.newaxis])
    probability = L_model_forward(column, deep)[0].item()
    figures.show(
        figures.judged_picture(image, probability, cats.classes),
        alt=f"The picture, and beside it the network's probability of cat, {probability:.0%}.",
    )
    print(f"The network says: {cats.classes[int(predict(deep, column).item())]}.")

# %% [markdown]
r"""
### Photographs

If you have a data set of photographs, such as the widely used pair `train_catvnoncat.h5` and
`test_catvnoncat.h5`, or a folder with a subfolder `cat` and another one, write the path of its
folder below. A network of the same shape is then trained on it, with your functions.
"""

# %%
my_folder = ""

if my_folder and ready(*OWN, without_dA0, L_layer_model, back_to_pixels, predict, accuracy):
    photos = load_cats(my_folder, size=64)
    photo_x, photo_test = as_columns(photos.train_set_x), as_columns(photos.test_set_x)
    photo_Q, photo_R = np.linalg.qr(photo_x)
    start = initialize_parameters_deep([len(photo_x), 20, 7, 5, 1], np.random.default_rng(SEED))
    found, _ = train_with_bar(
        L_layer_model,
        photo_R,
        photos.train_set_y,
        [len(photo_R), 20, 7, 5, 1],
        parameters={**start, "W1": start["W1"] @ photo_Q},
    )
    found["W1"] = back_to_pixels(start["W1"], found["W1"], photo_Q)
    blind = max(photos.test_set_y.mean(), 1 - photos.test_set_y.mean())
    print(f"training {accuracy(predict(found, photo_x), photos.train_set_y):.1%}")
    print(f"test     {accuracy(predict(found, photo_test), photos.test_set_y):.1%}")
    print(f"always the commoner answer: {blind:.1%}")

# %% [markdown]
r"""
## What you have built

- programs that train a network: `two_layer_model`, `L_layer_model`;
- what tells how good it is: `predict`, `accuracy`, `mislabelled`;
- speed without a change of the result: `without_dA0`, `back_to_pixels`;
- an eye for what numbers prove: `count_parameters`, and two questions that you answered.

Everything between the pixels and the answer is your own code: about fifty lines, in two notebooks.

## What comes next

This was the last notebook of the course. What you have built is the core of every deep network.
Larger ones add layers that look at small patches of a picture, better ways to make the step, and
ways to learn less by heart; underneath, they still go forward, compute a cost, go back, and update.
"""
