# Reference values of weighted least squares, as R computes them: `Rscript regression.r > regression.json`, in this
# folder. Data sets: those that come with R (package datasets), and drawn ones whose seed is written. No package needed.

json_numbers <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ","), "]")

case <- function(name, x, y, w) {
  fit <- lm(y ~ ., data = data.frame(y = y, x), weights = w)
  rows <- paste(apply(as.matrix(x), 1, json_numbers), collapse = ",")
  paste0(
    "{\"name\":\"", name, "\",\"x\":[", rows, "],\"y\":", json_numbers(y), ",\"w\":", json_numbers(w),
    ",\"coefficients\":", json_numbers(unname(coef(fit))), ",\"r2\":", sprintf("%.17g", summary(fit)$r.squared),
    ",\"residuals\":", json_numbers(unname(residuals(fit))), "}"
  )
}

set.seed(20261122)
n <- 300
ips <- rnorm(n, 103, 15)
spread <- 32 - 0.05 * ips + rnorm(n, 0, 3)
pupils <- round(runif(n, 18, 260))
rate <- 100 * rbinom(n, pupils, plogis(0.04 * (ips - 60) + 0.02 * spread)) / pupils
ill <- data.frame(a = 1e6 + seq_len(40), b = 1e-6 * sin(seq_len(40)), c = (seq_len(40) - 20)^2)

cases <- c(
  case("cars, one predictor, equal weights", cars["speed"], cars$dist, rep(1, nrow(cars))),
  case("mtcars, weighted by cylinders", mtcars[c("wt", "hp")], mtcars$mpg, mtcars$cyl),
  case("stackloss, unequal weights", stackloss[1:3], stackloss$stack.loss, seq_len(nrow(stackloss))),
  case("swiss, five predictors", swiss[-1], swiss$Fertility, swiss$Catholic + 1),
  case("longley, predictors that nearly repeat each other", longley[1:6], longley$Employed, rep(1, nrow(longley))),
  case("iris, ties everywhere", iris[2:4], iris$Sepal.Length, rep(c(1, 5, 2), 50)),
  case("rates of collèges weighted by pupils", data.frame(ips, spread), rate, pupils),
  case("scales twelve orders of magnitude apart", ill, 3 + 2 * ill$c + cos(seq_len(40)), rep(1:4, 10))
)
cat("{\"r\":\"", R.version.string, "\",\"cases\":[\n", paste(cases, collapse = ",\n"), "\n]}\n", sep = "")
