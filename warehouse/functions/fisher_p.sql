-- Two-sided p-value of Fisher's exact test that shares of k1 in n1 and k2 in n2 are of one whole: the probability, with both margins given, of a table no likelier than this one; null where k1 or k2 is not between 0 and its n. Its time grows with the smaller margin.
-- k1: How many of the first have it
-- n1: How many of the first there are
-- k2: How many of the second have it
-- n2: How many of the second there are
CREATE MACRO fisher_p(k1, n1, k2, n2) AS CASE WHEN k1 BETWEEN 0 AND n1 AND k2 BETWEEN 0 AND n2 THEN
    least(1.0, list_sum(list_filter(
        list_transform(
            range(greatest(0, k1 + k2 - n2)::BIGINT, least(k1 + k2, n1)::BIGINT + 1),
            lambda k: exp(ln_choose(n1, k) + ln_choose(n2, k1 + k2 - k) - ln_choose(n1 + n2, k1 + k2))
        ),
        -- Tables as likely as this one differ from it by rounding alone.
        lambda p: p <= 1.0000001 * exp(ln_choose(n1, k1) + ln_choose(n2, k2) - ln_choose(n1 + n2, k1 + k2))
    )))
END
