-- One row is one day that facts or figures refer to, with all others of its year and of the years between; a year that no text can be of, as a misprint may give it, has the days referred to alone.
-- date: The day: adopted_on of facts and documents, first_on and last_on of term_first_use, due_starts_on of request_calendar
-- year: Year
-- quarter: Quarter, 1 to 4
-- month: Month, 1 to 12
-- month_name: Its name in English
-- day: Day of the month
-- weekday: Its name in English
WITH referred AS (
    SELECT adopted_on AS date FROM resolutions WHERE adopted_on IS NOT NULL
    UNION
    SELECT starts_on FROM sessions WHERE starts_on IS NOT NULL
),

-- The United Nations exist since 1945; no text is of a year after the one it was read in.
possible AS (
    SELECT date FROM referred
    WHERE year(date) BETWEEN 1945 AND (SELECT max(year(ingested_at)) FROM resolutions)
),

days AS (
    SELECT unnest(generate_series(
        date_trunc('year', min(date))::DATE,
        (date_trunc('year', max(date)) + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE,
        INTERVAL 1 DAY
    ))::DATE AS date
    FROM possible
    HAVING min(date) IS NOT NULL
    UNION
    SELECT date FROM referred
)

SELECT
    date, year(date)::INTEGER AS year, quarter(date)::INTEGER AS quarter, month(date)::INTEGER AS month,
    monthname(date) AS month_name, day(date)::INTEGER AS day, dayname(date) AS weekday
FROM days
ORDER BY date
