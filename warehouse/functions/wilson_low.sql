-- Lower end of the 95 % interval (E. B. Wilson, JASA 22, 1927; z = 1.959963984540054) of a share of k in n; null where n is 0 or k is not between 0 and n.
-- k: How many have it
-- n: How many there are
CREATE MACRO wilson_low(k, n) AS CASE
    WHEN n = 0 OR k NOT BETWEEN 0 AND n THEN NULL
    WHEN k = 0 THEN 0.0
    ELSE (
        k::DOUBLE + 1.920729410347062
        - 1.959963984540054 * sqrt(k::DOUBLE * (n - k) / n + 0.960364705173531)
    ) / (n::DOUBLE + 3.841458820694124)
END
