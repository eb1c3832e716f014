BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('e43177bfe90b');
CREATE TABLE assignment (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	duedate DATETIME, 
	course_id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "assignment" VALUES('f5dc5b5b470b42069c1e1bdd954fdeba','week3',NULL,'neural-notebooks');
CREATE TABLE base_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	notebook_id VARCHAR(32) NOT NULL, 
	type VARCHAR(50), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id, type), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "base_cell" VALUES('c08fe53377ba4fc1a4d6ff22d2c7a137','check-fifty_linear_units','ead52dc768944a00b945e25dc7c8f036','GradeCell');
INSERT INTO "base_cell" VALUES('013c7e900ba6472bac376420ff092894','check-sigmoid','ead52dc768944a00b945e25dc7c8f036','GradeCell');
INSERT INTO "base_cell" VALUES('9703fdcfded54a29b5919d6a36c68c92','check-relu','ead52dc768944a00b945e25dc7c8f036','GradeCell');
INSERT INTO "base_cell" VALUES('3a4eeaa8079a4a59b1531a07b5e3eb86','check-sigmoid_backward','ead52dc768944a00b945e25dc7c8f036','GradeCell');
INSERT INTO "base_cell" VALUES('8cceb6d852584b2da5297170bf40888e','check-share_saturated','ead52dc768944a00b945e25dc7c8f036','GradeCell');
INSERT INTO "base_cell" VALUES('c990bd7d2e0c4e40ab2a5b0e6456594f','fifty_linear_units','ead52dc768944a00b945e25dc7c8f036','SolutionCell');
INSERT INTO "base_cell" VALUES('4fb01f99cf554d1cb6949e0ca339eadf','sigmoid','ead52dc768944a00b945e25dc7c8f036','SolutionCell');
INSERT INTO "base_cell" VALUES('28d00e6b61eb4d41bf79c48499836342','relu','ead52dc768944a00b945e25dc7c8f036','SolutionCell');
INSERT INTO "base_cell" VALUES('37430afbbfc540449990793916b1277d','sigmoid_backward','ead52dc768944a00b945e25dc7c8f036','SolutionCell');
INSERT INTO "base_cell" VALUES('0c20e7568c664ce499668b5a8ba39dee','share_saturated','ead52dc768944a00b945e25dc7c8f036','SolutionCell');
CREATE TABLE comment (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_comment TEXT, 
	manual_comment TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "comment" VALUES('3a38320502084943aee94758b80dc4a7','c8c69bc475b44159b498cd834fcc7338','c990bd7d2e0c4e40ab2a5b0e6456594f',NULL,NULL);
INSERT INTO "comment" VALUES('25a0b93e67864333b567500880dcbd47','c8c69bc475b44159b498cd834fcc7338','4fb01f99cf554d1cb6949e0ca339eadf',NULL,NULL);
INSERT INTO "comment" VALUES('1ffe10fe13bf44f194dfd473d49321aa','c8c69bc475b44159b498cd834fcc7338','28d00e6b61eb4d41bf79c48499836342',NULL,NULL);
INSERT INTO "comment" VALUES('518494786e17494eb71695e355e50219','c8c69bc475b44159b498cd834fcc7338','37430afbbfc540449990793916b1277d',NULL,NULL);
INSERT INTO "comment" VALUES('754209f8f8eb4f728aa9f9efdf4d1b0e','c8c69bc475b44159b498cd834fcc7338','0c20e7568c664ce499668b5a8ba39dee',NULL,NULL);
INSERT INTO "comment" VALUES('5a231111d62d4d9ab4b6ab964ae6162f','e5df6dd4a66d48a99f26bf4227ad3f95','c990bd7d2e0c4e40ab2a5b0e6456594f',NULL,NULL);
INSERT INTO "comment" VALUES('6108c6bf643b4833821a8406bcf31df3','e5df6dd4a66d48a99f26bf4227ad3f95','4fb01f99cf554d1cb6949e0ca339eadf',NULL,NULL);
INSERT INTO "comment" VALUES('33518af997d24c7ab603ce3fe217f629','e5df6dd4a66d48a99f26bf4227ad3f95','28d00e6b61eb4d41bf79c48499836342',NULL,NULL);
INSERT INTO "comment" VALUES('e4bdd5bf70df44aaadbf626ef3fe8fed','e5df6dd4a66d48a99f26bf4227ad3f95','37430afbbfc540449990793916b1277d',NULL,'The idea is right.');
INSERT INTO "comment" VALUES('5ec5a19fb8e54064a1ef574831a79630','e5df6dd4a66d48a99f26bf4227ad3f95','0c20e7568c664ce499668b5a8ba39dee',NULL,NULL);
INSERT INTO "comment" VALUES('4177854481294429b754d0937c468bd2','0e87fa67a9ff4dd682ed596cd11f67cb','c990bd7d2e0c4e40ab2a5b0e6456594f','No response.',NULL);
INSERT INTO "comment" VALUES('d0189810c28b4c909b3081a117395ae8','0e87fa67a9ff4dd682ed596cd11f67cb','4fb01f99cf554d1cb6949e0ca339eadf',NULL,NULL);
INSERT INTO "comment" VALUES('375422781c13401d8826d0ef735d8de1','0e87fa67a9ff4dd682ed596cd11f67cb','28d00e6b61eb4d41bf79c48499836342',NULL,NULL);
INSERT INTO "comment" VALUES('c51723aa6c6843528880f2f05f300d13','0e87fa67a9ff4dd682ed596cd11f67cb','37430afbbfc540449990793916b1277d',NULL,NULL);
INSERT INTO "comment" VALUES('d7327adc10af41fa9fcaf9a495ed400d','0e87fa67a9ff4dd682ed596cd11f67cb','0c20e7568c664ce499668b5a8ba39dee','No response.',NULL);
CREATE TABLE course (
	id VARCHAR(128) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (id)
);
INSERT INTO "course" VALUES('neural-notebooks');
INSERT INTO "course" VALUES('default_course');
CREATE TABLE course_merged (
	assignment VARCHAR(128) NOT NULL, 
	student VARCHAR(255) NOT NULL, 
	stamp VARCHAR(64) NOT NULL, 
	PRIMARY KEY (assignment, student)
);
INSERT INTO "course_merged" VALUES('week3','','643e581107c6baedb5206bd3067b7e1578abe3afb8a7684eac4475b29cf6dc3c');
INSERT INTO "course_merged" VALUES('week3','ana','7579a375fe87b3bad4b54f393cda88d789f7c998b1e2a93940604927b1cc8b4b');
INSERT INTO "course_merged" VALUES('week3','ben','a29beec86dc7dc319bcd82bc175208d92e577011214517d170335db27b8c9118');
INSERT INTO "course_merged" VALUES('week3','chris','20b42e927085f3ac0da034f2dd03ee57a0a4874c6e4af36e19d35f43e5b8f885');
CREATE TABLE grade (
	id VARCHAR(32) NOT NULL, 
	notebook_id VARCHAR(32), 
	cell_id VARCHAR(32), 
	auto_score FLOAT, 
	manual_score FLOAT, 
	extra_credit FLOAT, 
	needs_manual_grade BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (cell_id, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES submitted_notebook (id), 
	FOREIGN KEY(cell_id) REFERENCES base_cell (id)
);
INSERT INTO "grade" VALUES('3a63cd01c26c4dc8a11a79fd7f514116','c8c69bc475b44159b498cd834fcc7338','c08fe53377ba4fc1a4d6ff22d2c7a137',1.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('9724556283fe49d1a7b0a1e57004e583','c8c69bc475b44159b498cd834fcc7338','013c7e900ba6472bac376420ff092894',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('91f5a16c5a1441f6b0cca594a0073d33','c8c69bc475b44159b498cd834fcc7338','9703fdcfded54a29b5919d6a36c68c92',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('50353f67569c4ddfae85267ac96d2232','c8c69bc475b44159b498cd834fcc7338','3a4eeaa8079a4a59b1531a07b5e3eb86',4.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('a273c09caae742ed838e67783b84d3b5','c8c69bc475b44159b498cd834fcc7338','8cceb6d852584b2da5297170bf40888e',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('618a4f2b50a14cebaf2399f6f5f56b14','e5df6dd4a66d48a99f26bf4227ad3f95','c08fe53377ba4fc1a4d6ff22d2c7a137',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('33f47f2fc19643aabf80cc3875782ac1','e5df6dd4a66d48a99f26bf4227ad3f95','013c7e900ba6472bac376420ff092894',0.4,NULL,NULL,0);
INSERT INTO "grade" VALUES('4a783ea73635411a9c9c46bfc07619e9','e5df6dd4a66d48a99f26bf4227ad3f95','9703fdcfded54a29b5919d6a36c68c92',0.4,NULL,NULL,0);
INSERT INTO "grade" VALUES('d886159ca90a467486c8b5701abf005b','e5df6dd4a66d48a99f26bf4227ad3f95','3a4eeaa8079a4a59b1531a07b5e3eb86',0.8,2.5,NULL,0);
INSERT INTO "grade" VALUES('8007dd9dcd7847f389f082ca2ed92940','e5df6dd4a66d48a99f26bf4227ad3f95','8cceb6d852584b2da5297170bf40888e',0.4,NULL,NULL,0);
INSERT INTO "grade" VALUES('330661491e184182a6f1a37e7d2f430f','0e87fa67a9ff4dd682ed596cd11f67cb','c08fe53377ba4fc1a4d6ff22d2c7a137',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('3ac7ea3c0c6147838c84f6ffd764ff4a','0e87fa67a9ff4dd682ed596cd11f67cb','013c7e900ba6472bac376420ff092894',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('fc238c4f9c5c4aacaf8d067164ca9fb2','0e87fa67a9ff4dd682ed596cd11f67cb','9703fdcfded54a29b5919d6a36c68c92',2.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('5061c137ead140df98f419bb6b698d1f','0e87fa67a9ff4dd682ed596cd11f67cb','3a4eeaa8079a4a59b1531a07b5e3eb86',0.0,NULL,NULL,0);
INSERT INTO "grade" VALUES('23b1c94a55274530bdcbe5025458fe85','0e87fa67a9ff4dd682ed596cd11f67cb','8cceb6d852584b2da5297170bf40888e',0.0,NULL,NULL,0);
CREATE TABLE grade_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "grade_cells" VALUES('c08fe53377ba4fc1a4d6ff22d2c7a137',1.0,'code');
INSERT INTO "grade_cells" VALUES('013c7e900ba6472bac376420ff092894',2.0,'code');
INSERT INTO "grade_cells" VALUES('9703fdcfded54a29b5919d6a36c68c92',2.0,'code');
INSERT INTO "grade_cells" VALUES('3a4eeaa8079a4a59b1531a07b5e3eb86',4.0,'code');
INSERT INTO "grade_cells" VALUES('8cceb6d852584b2da5297170bf40888e',2.0,'code');
CREATE TABLE notebook (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	assignment_id VARCHAR(32), 
	kernelspec VARCHAR(1024), 
	PRIMARY KEY (id), 
	UNIQUE (name, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "notebook" VALUES('ead52dc768944a00b945e25dc7c8f036','activations','f5dc5b5b470b42069c1e1bdd954fdeba','{"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}');
CREATE TABLE solution_cells (
	id VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
INSERT INTO "solution_cells" VALUES('c990bd7d2e0c4e40ab2a5b0e6456594f');
INSERT INTO "solution_cells" VALUES('4fb01f99cf554d1cb6949e0ca339eadf');
INSERT INTO "solution_cells" VALUES('28d00e6b61eb4d41bf79c48499836342');
INSERT INTO "solution_cells" VALUES('37430afbbfc540449990793916b1277d');
INSERT INTO "solution_cells" VALUES('0c20e7568c664ce499668b5a8ba39dee');
CREATE TABLE source_cell (
	id VARCHAR(32) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	locked BOOLEAN NOT NULL, 
	source TEXT, 
	checksum VARCHAR(128), 
	notebook_id VARCHAR(32), 
	PRIMARY KEY (id), 
	UNIQUE (name, notebook_id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "source_cell" VALUES('355ec9f2b1b64b6c956531ff70565a57','setup','code',1,'import numpy as np

from grader.student import figures, load_houses, notebook
from grader.student.small_nets import train_small_net

check, ready, hint = notebook("week3/activations")','cb67681765aff9c3acd3dd0335fa22e5','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('51f028a318ca49acb2c1d9e904b6361f','fifty_linear_units','code',0,'def fifty_linear_units():
    """The form of the boundary.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    # write your code here
    raise NotImplementedError
    return choice','98b110c322f0b201f14f01433b9a98b0','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('fcec6fc4793444999c2e4ba9595d16ff','check-fifty_linear_units','code',1,'check(fifty_linear_units)
### BEGIN HIDDEN TESTS
from grader.exercises import score

score(fifty_linear_units, "week3/activations", "fifty_linear_units", points=1)
### END HIDDEN TESTS','0687bcb122f66877f8f4ef9df6598a5d','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('c90d530e79a94bdb87b7eb2dd288949d','sigmoid','code',0,'def sigmoid(z):
    """Sigmoid function, equation (2.1), entry by entry.

    Parameters
    ----------
    z : float or ndarray of any shape

    Returns
    -------
    a : float or ndarray, same shape as z
        sigma(z), between 0 and 1.
    """
    # write your code here
    raise NotImplementedError
    return a','2d02ef70bfa534430a7399c581991bd8','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('5b91795e2e504fa9ae7f4a72710d9605','check-sigmoid','code',1,'check(sigmoid)
### BEGIN HIDDEN TESTS
from grader.exercises import score

score(sigmoid, "week3/activations", "sigmoid", points=2)
### END HIDDEN TESTS','fcb0da28e020d6322efc2e01c9b158b3','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('e917fa8e112349f59e9b3adf35fd687c','relu','code',0,'def relu(z):
    """Rectified linear unit, equation (3.1), entry by entry.

    Parameters
    ----------
    z : float or ndarray of any shape

    Returns
    -------
    a : float or ndarray, same shape as z
        z where it is positive, else 0.
    """
    # write your code here
    raise NotImplementedError
    return a','d32b0734e4b7792305a4364f89157259','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('5cdc23a458b446a9aff7349145b33bb0','check-relu','code',1,'check(relu)
### BEGIN HIDDEN TESTS
from grader.exercises import score

score(relu, "week3/activations", "relu", points=2)
### END HIDDEN TESTS','9753a8d5d5c117739b6ded3ed4d47d35','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('31514e654c324aa5a721eefb931cc8cb','sigmoid_backward','code',0,'def sigmoid_backward(dA, Z):
    """Gradient back through the sigmoid, equation (5.2).

    Parameters
    ----------
    dA : ndarray (n, m)
        Derivatives of the cost with respect to the activations.
    Z : ndarray (n, m)
        What the sigmoid was applied to.

    Returns
    -------
    dZ : ndarray (n, m)
        Derivatives of the cost with respect to Z.
    """
    # write your code here
    raise NotImplementedError
    return dZ','31bf55be3157d9f627460c39950685b1','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('68103603f95848d0af37a3386df01c2e','check-sigmoid_backward','code',1,'check(sigmoid_backward)
### BEGIN HIDDEN TESTS
from grader.exercises import score

score(sigmoid_backward, "week3/activations", "sigmoid_backward", points=4)
### END HIDDEN TESTS','bcca2a38a729436b25be41d3581f804d','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('069cf75165c841dda881883131690398','share_saturated','code',0,'def share_saturated(A, limit=0.99):
    """Share of saturated tanh activations, equation (6.1).

    Parameters
    ----------
    A : ndarray of any shape
        Activations, between -1 and 1.
    limit : float
        From which size on an activation counts as saturated.

    Returns
    -------
    share : float
        Between 0 and 1.
    """
    # write your code here
    raise NotImplementedError
    return share','00a0fff07d9ec1c8b5a0f62ab392225b','ead52dc768944a00b945e25dc7c8f036');
INSERT INTO "source_cell" VALUES('575435eff86b4b86bf3d56e193304355','check-share_saturated','code',1,'check(share_saturated)
### BEGIN HIDDEN TESTS
from grader.exercises import score

score(share_saturated, "week3/activations", "share_saturated", points=2)
### END HIDDEN TESTS','d57aae28e3c939e04aeee169720ca85d','ead52dc768944a00b945e25dc7c8f036');
CREATE TABLE student (
	id VARCHAR(128) NOT NULL, 
	first_name VARCHAR(128), 
	last_name VARCHAR(128), 
	email VARCHAR(128), 
	lms_user_id VARCHAR(128), 
	PRIMARY KEY (id)
);
INSERT INTO "student" VALUES('ana',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('ben',NULL,NULL,NULL,NULL);
INSERT INTO "student" VALUES('chris',NULL,NULL,NULL,NULL);
CREATE TABLE submitted_assignment (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	student_id VARCHAR(128), 
	timestamp DATETIME, 
	extension DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (assignment_id, student_id), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(student_id) REFERENCES student (id)
);
INSERT INTO "submitted_assignment" VALUES('1f0380df16cc492582e0e00b6fba53e5','f5dc5b5b470b42069c1e1bdd954fdeba','ana','2026-03-01 10:00:00.000000',NULL);
INSERT INTO "submitted_assignment" VALUES('eb8843cace7149ec9ff9017ee3f7f25b','f5dc5b5b470b42069c1e1bdd954fdeba','ben',NULL,NULL);
INSERT INTO "submitted_assignment" VALUES('870666d05485454cac0b188a1aa5abee','f5dc5b5b470b42069c1e1bdd954fdeba','chris',NULL,NULL);
CREATE TABLE submitted_notebook (
	id VARCHAR(32) NOT NULL, 
	assignment_id VARCHAR(32), 
	notebook_id VARCHAR(32), 
	flagged BOOLEAN, 
	late_submission_penalty FLOAT, 
	PRIMARY KEY (id), 
	UNIQUE (notebook_id, assignment_id), 
	FOREIGN KEY(assignment_id) REFERENCES submitted_assignment (id), 
	FOREIGN KEY(notebook_id) REFERENCES notebook (id)
);
INSERT INTO "submitted_notebook" VALUES('c8c69bc475b44159b498cd834fcc7338','1f0380df16cc492582e0e00b6fba53e5','ead52dc768944a00b945e25dc7c8f036',0,NULL);
INSERT INTO "submitted_notebook" VALUES('e5df6dd4a66d48a99f26bf4227ad3f95','eb8843cace7149ec9ff9017ee3f7f25b','ead52dc768944a00b945e25dc7c8f036',0,NULL);
INSERT INTO "submitted_notebook" VALUES('0e87fa67a9ff4dd682ed596cd11f67cb','870666d05485454cac0b188a1aa5abee','ead52dc768944a00b945e25dc7c8f036',0,NULL);
CREATE TABLE task_cells (
	id VARCHAR(32) NOT NULL, 
	max_score FLOAT NOT NULL, 
	cell_type VARCHAR(8) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES base_cell (id)
);
COMMIT;
