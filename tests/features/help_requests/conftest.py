from tests.features.checkins.conftest import make as make
from tests.features.checkins.conftest import outbox as outbox
from tests.features.checkins.conftest import pair as pair
