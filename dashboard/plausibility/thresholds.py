"""How odd a thing must be before anybody is asked. Each was set on the shipped figures, with mistakes put in.

A factor is the natural logarithm of a quotient; a spread is 1.48 times the median distance from the median.
"""

from __future__ import annotations

from math import log

#: A figure beside its own series. The largest true jump of a rate is 1.8 (liver cancer, a dozen deaths); a tenth of
#: the smallest mistake looked for is a factor of 3. Six spreads keep small counts, which leap by themselves.
JUMP_FACTOR, JUMP_SPREADS = log(2), 6.0
#: The same in years of life: the largest true one is 4.8 years and 4.9 spreads, of healthy life after a change of the
#: survey; of life itself it is 1.0.
JUMP_YEARS = 2.0
#: All areas of a period together: the largest true leaps are a factor of 1.6 (a register that was defined anew) and,
#: in years, 2.5.
LEAP_YEARS = 3.5
#: So many of the nearest periods are asked: pools of three years share two of them with their neighbours.
NEAREST = 4
#: Beside areas of its level and period: 1.6 is a factor of 5; neighbourhoods reach 4.8 in truth.
AREAS_FACTOR, AREAS_SPREADS, FEWEST_AREAS = log(5), 6.0, 8
#: Beside England's: admissions of a neighbourhood reach 4.75 times England's ratio.
ENGLAND_FACTOR = log(6)
#: Beside what other measures of the same area lead to expect: 4.8 is the largest true one.
SIBLING_FACTOR, SIBLING_SPREADS = log(5), 6.0
#: Siblings are searched among all measures only where chance cannot find one: with 14 areas and 150 measures it would.
MANY_AREAS, SIBLINGS = 30, 5
#: A correlation of ranks below this is no sibling; it is worked out of this share of the areas, those that fit best.
ALIKE, FITTING = 0.6, 0.85
#: Two areas are swapped if changing them back takes away so much of the squared distance, in squared spreads, and
#: leaves no more than this share of it. By chance pairs reach 26 beside their series and 44 beside their siblings.
SWAP_GAIN, SIBLING_SWAP_GAIN, SWAP_BEFORE, SWAP_AFTER = 28.0, 48.0, 2.0, 0.4
#: The smallest spread that is believed: seven areas can lie within 1 % of a line by chance.
LEAST_SPREAD, LEAST_YEARS = 0.03, 0.4
#: Two periods with the same figures: in so many areas at least, and in this share of them.
EQUAL_AREAS, EQUAL_SHARE = 4, 0.75
#: Count, people and rate of one row against those of the others: age structures explain up to a factor of 1.5.
BASE_FACTOR, BASE_SPREADS = log(1.8), 5.0
#: People of an area from one period to the next: building and moving explain 5 % in a year, births 10 %.
PEOPLE_FACTOR = log(1.25)
#: A crude rate is its count by its people, but for digits; a standardised one lies within a factor of 1.3 of it in
#: the middle of all areas. So near to a factor of 10 or of the years of a period it has lost one.
CRUDE_FACTOR, NEAR = 0.05, 0.35
#: Indicators of one question beside each other: years and definitions explain up to a factor of 1.6.
KIN_FACTOR = log(3)
#: An interval beside the others: the widest true one is 1.4 times what is expected, of 28 events.
WIDTH_FACTOR = log(1.6)
#: On the scale of logarithms 95 % intervals are 3.92 wide, divided by the root of the events; true ones 3.8 to 4.7.
WIDTH_OF_95, WIDTH_RANGE = 3.92, (3.6, 5.4)
#: Two measures of one thing of which so many areas stand elsewhere have another order, not a wrong figure.
DISORDER = 0.2
#: Two areas with the same figures in so many periods are one.
EQUAL_PERIODS = 4
#: England's figure that is another period's is off its way if it is by so many of the smallest spreads, and of its own.
ENGLAND_OFF, ENGLAND_SPREADS = 0.7, 2.0
#: Men and women differ by so many spreads: throughout, and in every single place. Healthy life does in neither way.
SEXES_APART, SEXES_APART_EVERYWHERE = 2.0, 3.0
#: A sum is exact but for rounding.
SUM_SHARE = 0.005
#: A whole lies between its parts but for small areas without a figure; ages explain a few per cent.
PARTS_FACTOR, PARTS_POINTS = log(1.3), 8.0
#: Where so many events were to be expected, none happens once in 1,100 times. A measure of which a larger share is
#: nought is not hardly ever nought. A nought has no distance, so it is given that of a factor of 20,000.
NOUGHT_EVENTS, NOUGHT_SHARE, NOUGHT_SIZE = 7.0, 0.03, 10.0
#: Between these lie the ratios of any area (neighbourhoods: 21 to 475; severe mental illness: 570), and years of life.
RATIO_RANGE = (15.0, 700.0)
LIFE_RANGE = (60.0, 95.0)
#: Years that are no whole life (healthy life, years in poor health, gaps) are read from their own level instead.
YEARS_APART = 15.0
#: Districts that have their county's figure by chance: so many equal figures are one too many.
EQUAL_TO_LARGER = 3
#: Within so many spreads of its own series a figure that is its county's too may be so by chance.
OWN_SERIES = 2.0
#: Counts that are whole but for a share so small are of things that are counted; of so few nobody can say.
BROKEN_SHARE, FEWEST_COUNTS = 0.1, 5
#: Metres and shares of land. The shipped outlines are one coverage, so what is wider than a lane is a fault.
SLIVER_M, SLIVER_KM2, OUTLINE_SHARE = 50.0, 0.05, 0.002
#: Areas that have a figure in a period, as a share of those that have one in the fullest.
MOST = 0.8
#: A period with so few figures is one by mistake, if the others have five times as many.
LONELY, LONELY_SHARE = 3, 0.2
#: Of so few figures none has a status of its own.
FEW_STATUSES = 2
