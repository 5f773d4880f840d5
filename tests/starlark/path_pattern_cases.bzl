"""Patterns of paths and what they match: `path_pattern.bzl` and the engine's `base/path_pattern.h` are tested with the same cases."""

# Pattern, path, whether it matches. A line that starts with "# " is a heading.
CASES = r"""
# literal
a	a	yes
a/b	a/b	yes
a/b	a/b/c	no
a/b	b	no
a/b	x/a/b	no
a/b/c	a/b	no
A	a	no
.	a	no
a.b	a.b	yes
a.b	axb	no
# one segment: any directory
x.py	x.py	yes
x.py	a/x.py	yes
x.py	a/b/c/x.py	yes
x.py	a/x.py/b	no
x.py	a/xx.py	no
*.py	x.py	yes
*.py	a/b/x.py	yes
*.py	a/b/x.pyi	no
*.py	a.py/b	no
*.py	a/.py	yes
*	a	yes
*	a/b/c	yes
# star within a segment
a/*	a/b	yes
a/*	a	no
a/*	a/b/c	no
a/*/c	a/b/c	yes
a/*/c	a/c	no
a/*/c	a/b/b/c	no
a/*.so	a/.so	yes
a/*.so	a/x.so.1	no
a/*.so*	a/x.so.1	yes
a/x*y*z	a/xyz	yes
a/x*y*z	a/x1y2y3z	yes
a/x*y*z	a/x1z2y	no
a/x*x	a/x	no
a/x*x	a/xx	yes
a/*ab	a/aab	yes
a/*ab*ab	a/ab	no
a/*ab*ab	a/abab	yes
a/*	a/.hidden	yes
# two stars as a segment
**	a	yes
**	a/b/c	yes
**/x	x	yes
**/x	a/b/x	yes
**/x	a/x/b	no
a/**	a	yes
a/**	a/b	yes
a/**	a/b/c	yes
a/**	ab	no
a/**	b/a	no
a/**/z	a/z	yes
a/**/z	a/b/c/z	yes
a/**/z	a/b/c/zz	no
a/**/z	a	no
a/**/a	a	no
a/**/a	a/a	yes
**/a/b/**	a/b	yes
**/a/b/**	a/a/b	yes
**/a/b/**	x/a/c/a/b/y	yes
**/a/b/**	a/c/b	no
a/**/b/c/**/b/d	a/b/c/b/c/b/d	yes
a/**/b/c/**/b/d	a/b/c/d	no
**/**/**/x	x	yes
**/**/**/x	a/b/c/d/e/x	yes
**/**/**/x	a/b/c/d/e/y	no
**/*.d/**/*.py	a.d/x.py	yes
**/*.d/**/*.py	a/b.d/c/d/x.py	yes
**/*.d/**/*.py	a/b/x.py	no
**/*	a	yes
*/**	a	yes
*/**/*	a	no
*/**/*	a/b	yes
# two stars beside other characters
a**/b	ax/b	yes
a**/b	a/b	yes
a**/b	ax/y/b	no
**a/b	xa/b	yes
**a/b	x/a/b	no
a/***	a/b	yes
a/***	a/b/c	no
**.py	a/x.py	yes
# a slash at the end
a/	a	yes
a/	a/b	yes
a/	a/b/c	yes
a/	b/a/c	no
a/	ab/c	no
a/b/	a/b/c/d	yes
a/b/	a/c	no
**/tests/	tests/x	yes
**/tests/	a/b/tests/c/x	yes
**/tests/	a/testsuite/x	no
*/	a	yes
*/	a/b	yes
**/site-packages/**/tests/	r/site-packages/numpy/core/tests/x.py	yes
**/site-packages/**/tests/	r/site-packages/tests/x.py	yes
**/site-packages/**/tests/	r/tests/x.py	no
# every other character is itself
a?	a?	yes
a?	ab	no
[ab]	[ab]	yes
[ab]	a	no
[!a]/x	[!a]/x	yes
{a,b}	{a,b}	yes
{a,b}	a	no
a b	a b	yes
a b/* c	a b/x c	yes
 a	a	no
x.$(y)+^z	x.$(y)+^z	yes
a\*b	a\xb	yes
a\*b	a*b	no
#	a/#	yes
a/!b	a/!b	yes
rules_python~~pip~pip_311_x/**	rules_python~~pip~pip_311_x/site-packages/x.py	yes
rules_python++pip+pip_311_x/**	rules_python++pip+pip_311_x/site-packages/x.py	yes
ä/*	ä/ö	yes
*ö	a/xö	yes
a/*é*	a/né🐍	yes
ä	a	no
日本/**/*.txt	日本/語/x.txt	yes
# no path has an empty segment
	a	no
/	a	no
/a	a	no
//	a	no
a//b	a/b	no
"""
