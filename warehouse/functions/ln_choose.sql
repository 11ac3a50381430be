-- Natural logarithm of the number of ways to choose k of n.
-- n: How many there are
-- k: How many are chosen, from 0 to n
CREATE MACRO ln_choose(n, k) AS lgamma(n::DOUBLE + 1) - lgamma(k::DOUBLE + 1) - lgamma(n::DOUBLE - k + 1)
