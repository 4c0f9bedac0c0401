// The ring says by its pixels what its value says: which ticks are full, which acknowledged, whether
// it is closed; and says the same in words.
#include "ui/widgets/ring.h"
#include "ui/widgets/theme.h"

#include <QImage>
#include <QTest>

#include <cmath>

using namespace timecoin;

namespace {

constexpr int kSide = 200;

QImage paint(const RingValue& value, int side = kSide, bool dark = false) {
    QImage image(side, side, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintRing(painter, QRectF(0, 0, side, side), value, themePalette(dark));
    return image;
}

/// The colour at `turn` of a whole turn from the top, clockwise, at `radius` (1: the edge).
QColor at(const QImage& image, qreal turn, qreal radius) {
    const qreal half = image.width() / 2.0;
    const qreal angle = turn * 2 * 3.14159265;
    const int x = int(half + std::sin(angle) * radius * half);
    const int y = int(half - std::cos(angle) * radius * half);
    return image.pixelColor(x, y);
}

QColor role(Role role) {
    return roleColor(role, themePalette(false));
}

int inkInTheMiddle(const QImage& image) {
    int ink = 0;
    const int quarter = image.width() / 4;
    for (int y = quarter + 10; y < 3 * quarter - 10; ++y)
        for (int x = quarter + 10; x < 3 * quarter - 10; ++x)
            ink += image.pixelColor(x, y).alpha() > 100 ? 1 : 0;
    return ink;
}

RingValue four(unsigned votes, unsigned acks = 0) {
    RingValue value;
    value.members = 4;
    value.quorum = 3;
    value.votes = votes;
    value.acks = acks;
    return value;
}

constexpr qreal kVotes = 0.71;
constexpr qreal kAcks = 0.92;

}  // namespace

class TestRing : public QObject {
    Q_OBJECT
private slots:
    void eachTickIsAMasternode_data() {
        QTest::addColumn<int>("members");
        for (const int members : {1, 4, 7, 12, 48}) QTest::addRow("%d", members) << members;
    }
    void eachTickIsAMasternode() {
        QFETCH(int, members);
        RingValue value;
        value.members = members;
        for (int member = 0; member < members; member += 2) value.votes.set(std::size_t(member));
        for (int member = 0; member < members; member += 3) value.acks.set(std::size_t(member));
        const QImage image = paint(value, 400);
        for (int member = 0; member < members; ++member) {
            const qreal middle = (member + 0.5) / members;
            QCOMPARE(at(image, middle, kVotes), role(member % 2 == 0 ? Role::Accent : Role::Line));
            QCOMPARE(at(image, middle, kAcks).alpha() == 255, member % 3 == 0);
        }
    }

    void ticksStandApart() {
        const QImage image = paint(four(0b1111));
        for (const qreal turn : {0.25, 0.5, 0.75}) QVERIFY(at(image, turn, kVotes).alpha() < 100);
        QVERIFY(at(image, 0, 0).alpha() == 0);
    }

    void finalClosesTheRing() {
        RingValue value = four(0b0111, 0b0111);
        value.final = true;
        const QImage image = paint(value);
        for (int degree = 0; degree < 360; degree += 3)
            QCOMPARE(at(image, degree / 360.0, 0.9225), role(Role::Good));
        // A check mark: not by colour alone.
        QVERIFY(inkInTheMiddle(image) > 100);
        QCOMPARE(inkInTheMiddle(paint(four(0b0111, 0b0111))), 0);
        QCOMPARE(at(image, 0.125, kVotes), role(Role::Good));
        QCOMPARE(at(image, 0.875, kVotes), role(Role::Line));
    }

    void silentIsHollow() {
        RingValue value = four(0b0001);
        value.silent = 0b0010;
        const QImage image = paint(value);
        QCOMPARE(at(image, 0.375, kVotes).alpha(), 0);
        int outlined = 0;
        for (int step = 55; step < 87; ++step)
            outlined += at(image, 0.375, step / 100.0).alpha() > 100 ? 1 : 0;
        QVERIFY(outlined > 0);
    }

    void manyAreGrouped() {
        RingValue value;
        value.members = 240;  // 5 to a tick
        for (std::size_t member = 0; member < 5; ++member) value.votes.set(member);
        value.votes.set(5);  // a fifth of the second tick
        const QImage image = paint(value, 800);
        QCOMPARE(at(image, 0.5 / 48, 0.8), role(Role::Accent));
        QCOMPARE(at(image, 1.5 / 48, 0.62), role(Role::Accent));
        QCOMPARE(at(image, 1.5 / 48, 0.8), role(Role::Line));
        QCOMPARE(at(image, 2.5 / 48, 0.62), role(Role::Line));
    }

    void everyShapeIsPainted() {
        // Sizes and counts that must neither divide by zero nor leave the square.
        for (const int side : {1, 2, 16, 20, 28, 64})
            for (const int members : {-1, 0, 1, 3, 49, 255, 256, 1000}) {
                RingValue value;
                value.members = members;
                value.votes.set();
                value.acks.set();
                value.failed = true;
                const QImage image = paint(value, side, true);
                if (side >= 16) QVERIFY(image != paint(RingValue{}, side, true));
            }
    }

    void chipShowsTheSame() {
        const QImage chip = paint(four(0b0011), 18);
        QCOMPARE(at(chip, 0.125, 0.8), role(Role::Accent));
        QCOMPARE(at(chip, 0.625, 0.8), role(Role::Line));
    }

    void saysItInWords() {
        QCOMPARE(ringText(four(0b0111)), QStringLiteral("3 of 4 have voted"));
        QCOMPARE(ringText(four(0b0111, 0b0001)),
                 QStringLiteral("3 of 4 have voted, 1 acknowledged"));
        RingValue value = four(0b0111, 0b0111);
        value.final = true;
        QCOMPARE(ringText(value), QStringLiteral("3 of 4 have voted, final"));
        RingWidget ring;
        ring.setValue(value);
        QCOMPARE(ring.accessibleDescription(), ringText(value));
        QVERIFY(!ring.accessibleName().isEmpty());
    }

    void restsWithoutADisplay() {
        RingWidget ring;
        ring.show();
        QVERIFY(QTest::qWaitForWindowExposed(&ring));
        ring.setValue(four(0));
        ring.setValue(four(1));
        QVERIFY(!ring.isMoving());
    }
};

QTEST_MAIN(TestRing)
#include "test_ring.moc"
