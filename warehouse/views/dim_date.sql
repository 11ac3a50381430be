-- One row is one day, from the first of January of the first year to the last of December of the last year with an adoption.
-- date: The day; adopted_on of facts and documents
-- year: Year
-- quarter: Quarter, 1 to 4
-- month: Month, 1 to 12
-- month_name: Its name in English
-- day: Day of the month
-- weekday: Its name in English
WITH span AS (
    SELECT
        date_trunc('year', min(adopted_on))::DATE AS first_day,
        (date_trunc('year', max(adopted_on)) + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE AS last_day
    FROM resolutions
),

days AS (
    SELECT unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS date
    FROM span
    WHERE first_day IS NOT NULL
)

SELECT
    date, year(date)::INTEGER AS year, quarter(date)::INTEGER AS quarter, month(date)::INTEGER AS month,
    monthname(date) AS month_name, day(date)::INTEGER AS day, dayname(date) AS weekday
FROM days
ORDER BY date
