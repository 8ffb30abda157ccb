# Reference values of tail probabilities, as R computes them: `Rscript distributions.r > distributions.json`, in this
# folder. No package needed.

json_number <- function(v) if (is.infinite(v)) if (v > 0) "1e999" else "-1e999" else sprintf("%.17g", v)
rows <- function(name, table, value) {
  cells <- cbind(table, value)
  cells <- cells[!is.nan(value), , drop = FALSE]
  lines <- apply(cells, 1, function(row) paste0("[", paste(vapply(row, json_number, ""), collapse = ","), "]"))
  paste0("\"", name, "\":[", paste(lines, collapse = ",\n"), "]")
}

z <- c(-37, -8, -3, -1.2, -0.3, -1e-9, 0, 1e-9, 0.1, 0.5, 1, 1.5, 1.7321, 1.96, 2.5, 3.2, 5, 8, 13, 21, 30, 37)
p <- c(1e-300, 1e-100, 1e-30, 1e-15, 1e-9, 1e-5, 0.001, 0.025, 0.0749, 0.0751, 0.2, 0.4999, 0.5, 0.6, 0.9249, 0.95, 0.999999)
df <- c(0.37, 1, 2, 2.5, 3, 7, 12.75, 30, 101, 998, 6398, 59998)
t <- expand.grid(t = c(0, 1e-6, 0.02, 0.5, 1, 1.5, 2, 3.3, 6, 12, 35, 300), df = df)
f <- expand.grid(f = c(1e-5, 0.3, 0.9, 1.2, 2.5, 7, 40, 600), between = c(1, 2, 5, 17, 100), within = c(1, 2.5, 4, 23, 150, 6390, 59950))
chi <- expand.grid(x = c(1e-6, 0.1, 0.9, 2, 5, 11, 40, 120, 700), df = c(1, 2, 3, 4, 9, 24, 117, 900))
hyper <- expand.grid(count = c(0, 1, 3, 8, 20, 55, 130, 2100), marked = c(1, 4, 20, 300, 8000), others = c(0, 3, 25, 900, 52000), draws = c(1, 4, 30, 700, 15000))
hyper <- hyper[with(hyper, count <= pmin(draws, marked) & count >= draws - others & draws <= marked + others), ]
# Tails of dhyper summed from the smallest: phyper takes a small upper tail as one minus the lower one (4/52004 at 5e-12).
tail <- function(from, to, marked, others, draws) if (from > to) 0 else sum(sort(dhyper(from:to, marked, others, draws)))
below <- with(hyper, mapply(tail, pmax(0, draws - others), count - 1, marked, others, draws))
at <- with(hyper, dhyper(count, marked, others, draws))
above <- with(hyper, mapply(tail, count + 1, pmin(draws, marked), marked, others, draws))

cat("{\"r\":\"", R.version.string, "\",\n", paste(c(
  rows("normalUpperTail", cbind(z), pnorm(z, lower.tail = FALSE)),
  rows("normalQuantile", cbind(p), qnorm(p)),
  rows("studentTwoSided", as.matrix(t), with(t, 2 * pt(t, df, lower.tail = FALSE))),
  rows("fisherUpperTail", as.matrix(f), with(f, pf(f, between, within, lower.tail = FALSE))),
  rows("chiSquareUpperTail", as.matrix(chi), with(chi, pchisq(x, df, lower.tail = FALSE))),
  rows("hypergeometricAt", cbind(as.matrix(hyper), below, at), above)
), collapse = ",\n"), "}\n", sep = "")
