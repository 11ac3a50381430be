-- Effective number of items that are drawn in clusters, such as the paragraphs of documents, for the interval of a share among them: wilson_low(share * effective, effective). It is the number of items by the design effect (L. Kish, Survey Sampling, 1965): the variance of the share as a ratio of sums over clusters by its variance if items were independent, never below 1; intervals on such a number: E. L. Korn and B. I. Graubard, Survey Methodology 24, 1998. Where there is no telling (one cluster; none or all have it), the number of clusters; null where n is 0 or y is not between 0 and n.
-- clusters: How many clusters have items
-- y: How many items have it
-- n: How many items there are
-- yy: The sum over clusters of the square of those that have it
-- yn: The sum over clusters of those that have it, times the items
-- nn: The sum over clusters of the square of the items
CREATE MACRO effective_number(clusters, y, n, yy, yn, nn) AS CASE
    WHEN n > 0 AND y BETWEEN 0 AND n THEN CASE
        WHEN clusters < 2 OR y = 0 OR y = n THEN clusters::DOUBLE
        ELSE n / greatest(
            1.0,
            clusters / (clusters - 1) * (yy - 2 * (y / n) * yn + (y / n) ** 2 * nn) / (y / n * (n - y))
        )
    END
END
