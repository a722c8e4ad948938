"""A rosette out of circles and stars, drawn by a turtle."""

import colorsys
import turtle

PETALS = 18
SIZE = 140
PAPER = "#fbf6ec"


def hue(part, light=0.55):
    """A colour of the rainbow, from 0 to 1, not too loud."""
    red, green, blue = colorsys.hls_to_rgb(part % 1, light, 0.55)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def go_to(pen, x, y):
    pen.penup()
    pen.goto(x, y)
    pen.pendown()


def petal(pen, radius):
    """Two arcs that meet in points."""
    for _ in range(2):
        pen.circle(radius, 90)
        pen.left(90)


def ring(pen, count, radius, shift=0.0):
    for index in range(count):
        go_to(pen, 0, 0)
        pen.setheading(index * 360 / count)
        pen.color(hue(index / count + shift))
        petal(pen, radius)


def star(pen, x, y, size, colour):
    go_to(pen, x, y)
    pen.setheading(0)
    pen.color(colour)
    pen.begin_fill()
    for _ in range(5):
        pen.forward(size)
        pen.right(144)
    pen.end_fill()


screen = turtle.Screen()
screen.bgcolor(PAPER)
pen = turtle.Turtle()
pen.speed(0)
pen.pensize(2)

ring(pen, PETALS, SIZE)
ring(pen, PETALS, SIZE * 0.7, shift=0.5)
ring(pen, PETALS // 2, SIZE * 0.4, shift=0.25)

for index in range(12):
    compass = turtle.Vec2D(SIZE * 1.72, 0).rotate(index * 30)
    star(pen, compass[0] - 8, compass[1] + 3, 16, hue(index / 12, 0.6))

pen.hideturtle()
turtle.done()
