-- Lower end of the 95 % interval of the change from a share of k1 in n1 to one of k2 in n2 (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10); null where a share has no interval (function wilson_low).
-- k1: How many had it before
-- n1: How many there were before
-- k2: How many have it after
-- n2: How many there are after
CREATE MACRO change_low(k1, n1, k2, n2) AS
    k2 / n2 - k1 / n1 - sqrt((k2 / n2 - wilson_low(k2, n2)) ** 2 + (wilson_high(k1, n1) - k1 / n1) ** 2)
