"""A month of a coffee stand: reads a table, looks for what is usual, draws it with letters."""

import csv
from collections import Counter, defaultdict
from pathlib import Path
from statistics import correlation, mean, median, stdev

DRINKS = ["espresso", "latte", "tea"]
PRICES = {"espresso": 2.2, "latte": 3.4, "tea": 2.6}

with Path("sales.csv").open() as file:
    days = [
        {"day": row["day"], "degrees": int(row["degrees"])} | {drink: int(row[drink]) for drink in DRINKS}
        for row in csv.DictReader(file)
    ]


def heading(text):
    print(f"\n{text}\n{'─' * len(text)}")


def bar(value, most, width=28):
    return "█" * round(value / most * width)


def cups(day):
    return sum(day[drink] for drink in DRINKS)


def income(day):
    return sum(day[drink] * PRICES[drink] for drink in DRINKS)


print(f"{len(days)} days, {sum(map(cups, days)):,} cups, €{sum(map(income, days)):,.2f}")

heading("What people drink")
sold = Counter({drink: sum(day[drink] for day in days) for drink in DRINKS})
for drink, count in sold.most_common():
    print(f"{drink:<9} {bar(count, max(sold.values())):<28} {count:>5}")

heading("Which days are busy")
by_day = defaultdict(list)
for day in days:
    by_day[day["day"]].append(cups(day))
for name, counts in by_day.items():
    print(f"{name:<9} {bar(mean(counts), 190):<28} {mean(counts):>5.0f}")

heading("Income of a day")
incomes = [income(day) for day in days]
print(f"middle €{median(incomes):.0f}, mean €{mean(incomes):.0f}, spread €{stdev(incomes):.0f}")
best = max(days, key=income)
print(f"best: a {best['day']} with {best['degrees']} °C, €{income(best):.2f}")

heading("Does the weather matter?")
degrees = [day["degrees"] for day in days]
for drink in DRINKS:
    link = correlation(degrees, [day[drink] for day in days])
    says = "more when it is warm" if link > 0.3 else "more when it is cold" if link < -0.3 else "no matter what"
    print(f"{drink:<9} {link:>+5.2f}  {says}")
