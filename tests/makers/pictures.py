"""Pictures as bytes: signatures, blank pictures, photographs, letterheads, scans. The same seed gives the same picture."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
WHITE = (255, 255, 255)


def encoded(image, kind="PNG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def signature(seed, size=(260, 90)):
    """A scrawl of a few strokes on white."""
    dice = random.Random(seed)
    image = Image.new("RGB", (size[0] * 2, size[1] * 2), WHITE)
    pen = ImageDraw.Draw(image)
    for glyph in range(3):
        left = 40 + glyph * (size[0] * 2 - 80) / 3
        for _ in range(dice.randint(4, 7)):
            x, y = left + dice.uniform(0, 110), dice.uniform(20, size[1] * 2 - 40)
            dx, dy, points = dice.uniform(-6, 10), dice.uniform(-6, 6), [(x, y)]
            for _ in range(dice.randint(8, 26)):
                dx, dy = dx + dice.uniform(-3, 3), dy + dice.uniform(-3, 3)
                x, y = min(max(x + dx, 8), size[0] * 2 - 8), min(max(y + dy, 8), size[1] * 2 - 8)
                points.append((x, y))
            pen.line(points, fill=(20, 20, 60), width=dice.randint(4, 8), joint="curve")
    return encoded(image.resize(size, Image.LANCZOS))


def smaller_jpeg(picture, factor=0.6):
    """The same picture scaled and saved again, as a chat program does."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return encoded(image.resize((int(image.width * factor), int(image.height * factor))), "JPEG", quality=80)


def blank(size=(260, 90)):
    """White but for a few grains that no eye sees, as an empty scan is."""
    image, dice = Image.new("RGB", size, WHITE), random.Random(1)
    for _ in range(60):
        image.putpixel((dice.randrange(size[0]), dice.randrange(size[1])), (252, 252, 253))
    return encoded(image)


def photograph(seed, size=(320, 214)):
    """People and houses before a sky."""
    dice, image = random.Random(seed), Image.new("RGB", size)
    pen = ImageDraw.Draw(image)
    for y in range(size[1]):
        pen.line([(0, y), (size[0], y)], fill=(120 + y * 100 // size[1], 160 - y * 60 // size[1], 220 - y * 150 // size[1]))
    for _ in range(12):
        left, height = dice.randrange(size[0]), dice.randrange(40, 130)
        pen.rectangle([left, size[1] - height, left + 20, size[1]], fill=tuple(dice.randrange(60, 200) for _ in range(3)))
        pen.ellipse([left + 3, size[1] - height - 15, left + 17, size[1] - height - 1], fill=(230, 190, 160))
    return encoded(image, "JPEG", quality=60)


def letterhead():
    image = Image.new("RGB", (90, 90), WHITE)
    pen = ImageDraw.Draw(image)
    pen.ellipse([4, 4, 86, 86], fill=(200, 20, 30))
    pen.ellipse([18, 18, 72, 72], fill=(255, 220, 60))
    pen.text((30, 24), "工", font=ImageFont.truetype(FONT, 30), fill=(200, 20, 30))
    return encoded(image)


def scanned_page(title, texts, seed):
    """A page as a phone's scanner gives it, with a signature near its top."""
    image = Image.new("RGB", (496, 702), (250, 249, 245))
    pen = ImageDraw.Draw(image)
    pen.text((60, 48), title, font=ImageFont.truetype(FONT, 18), fill=(30, 30, 30))
    for number, text in enumerate(texts):
        pen.text((56, 150 + number * 34), text, font=ImageFont.truetype(FONT, 12), fill=(40, 40, 40))
        pen.line([(48, 172 + number * 34), (448, 172 + number * 34)], fill=(90, 90, 90))
    image.paste(Image.open(io.BytesIO(signature(seed, (140, 50)))), (120, 86))
    return encoded(image.rotate(0.6, fillcolor=(250, 249, 245)).filter(ImageFilter.GaussianBlur(0.5)), "JPEG", quality=45)


def as_pdf(jpeg):
    """One page that is one picture, without any text."""
    stamp = __import__("time").gmtime(1760000000)
    return encoded(Image.open(io.BytesIO(jpeg)), "PDF", resolution=72, creationDate=stamp, modDate=stamp)
