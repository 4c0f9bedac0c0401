// Roles can be read in both themes, every icon is there, and the small controls do what they say.
#include "ui/widgets/amount_edit.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace timecoin;

namespace {

/// WCAG 2.1, relative luminance and contrast ratio.
qreal luminance(const QColor& color) {
    const auto part = [](qreal c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) +
           0.0722 * part(color.blueF());
}
qreal contrast(const QColor& a, const QColor& b) {
    const qreal la = luminance(a);
    const qreal lb = luminance(b);
    return (qMax(la, lb) + 0.05) / (qMin(la, lb) + 0.05);
}

int inkIn(const QImage& image) {
    int ink = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) ink += qAlpha(image.pixel(x, y)) > 100 ? 1 : 0;
    return ink;
}

}  // namespace

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void textCanBeRead_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void textCanBeRead() {
        QFETCH(bool, dark);
        const QPalette palette = themePalette(dark);
        QCOMPARE(isDark(palette), dark);
        const auto color = [&](Role role) { return roleColor(role, palette); };
        for (const Role text :
             {Role::Text, Role::Muted, Role::Accent, Role::Good, Role::Wait, Role::Bad})
            for (const Role under : {Role::Surface, Role::Raised}) {
                const qreal ratio = contrast(color(text), color(under));
                QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("role %1 on %2: %3")
                                                      .arg(int(text))
                                                      .arg(int(under))
                                                      .arg(ratio)));
            }
        QVERIFY(contrast(color(Role::OnAccent), color(Role::Accent)) >= 4.5);
        for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                QPalette::PlaceholderText})
            QVERIFY(contrast(palette.color(text), palette.color(QPalette::Base)) >= 4.5);
    }

    void themesAreApplied() {
        applyTheme(*qApp, ThemeChoice::Dark);
        QVERIFY(isDark(QApplication::palette()));
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(!isDark(QApplication::palette()));
        // The platform of the tests is light; after Dark, System must not stay dark.
        applyTheme(*qApp, ThemeChoice::Dark);
        applyTheme(*qApp, ThemeChoice::System);
        QVERIFY(!isDark(QApplication::palette()));
    }

    void twoSizes() {
        QVERIFY(titleFont().pointSizeF() > bodyFont().pointSizeF() * 1.3);
        const QFontMetricsF metrics(numberFont());
        for (char digit = '1'; digit <= '9'; ++digit)
            QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)),
                     metrics.horizontalAdvance(QLatin1Char('0')));
    }

    void everyIconIsDrawn() {
        const QStringList files = QDir(QStringLiteral(":/icons")).entryList({"*.svg"});
        QVERIFY(files.size() >= 40);
        for (const QString& file : files) {
            const QString name = file.chopped(4);
            const QIcon drawn = icon(name, Role::Text);
            QVERIFY2(!drawn.isNull(), qPrintable(name));
            const int ink = inkIn(drawn.pixmap(QSize(24, 24)).toImage());
            QVERIFY2(ink >= 10, qPrintable(QStringLiteral("%1: %2 pixels").arg(name).arg(ink)));
        }
        QVERIFY(icon(QStringLiteral("no such icon"), Role::Text).isNull());
    }

    void iconsFollowTheTheme() {
        const auto reddest = [] {
            const QImage image = icon(QStringLiteral("stop"), Role::Text).pixmap(24, 24).toImage();
            for (int x = 0; x < 24; ++x)
                if (qAlpha(image.pixel(x, 12)) > 250) return QColor(image.pixel(x, 12));
            return QColor();
        };
        applyTheme(*qApp, ThemeChoice::Light);
        QCOMPARE(reddest().rgb(), roleColor(Role::Text, themePalette(false)).rgb());
        applyTheme(*qApp, ThemeChoice::Dark);
        QCOMPARE(reddest().rgb(), roleColor(Role::Text, themePalette(true)).rgb());
        applyTheme(*qApp, ThemeChoice::Light);
        QCOMPARE(iconPixmap("send", Role::Bad, QApplication::palette(), 20, 2.0).size(),
                 QSize(40, 40));
    }

    void amounts_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("satoshi");  // -1: refused
        QTest::newRow("whole") << "12" << qint64(1'200'000'000);
        QTest::newRow("point") << "0.00000001" << qint64(1);
        QTest::newRow("comma") << "1,5" << qint64(150'000'000);
        QTest::newRow("bare point") << ".5" << qint64(50'000'000);
        QTest::newRow("spaces") << " 2 " << qint64(200'000'000);
        QTest::newRow("groups") << "1,000.5" << qint64(100'050'000'000);
        QTest::newRow("a group, no comma") << "1,500" << qint64(150'000'000'000);
        QTest::newRow("wrong groups") << "1,0,0" << qint64(-1);
        QTest::newRow("nine decimals") << "0.000000001" << qint64(-1);
        QTest::newRow("sign") << "-1" << qint64(-1);
        QTest::newRow("letters") << "1e3" << qint64(-1);
        QTest::newRow("nothing after") << "1." << qint64(100'000'000);
        QTest::newRow("too much") << "99999999999999" << qint64(-1);
    }
    void amounts() {
        QFETCH(QString, typed);
        QFETCH(qint64, satoshi);
        AmountEdit edit;
        QVERIFY(edit.error().isEmpty());
        QSignalSpy changed(&edit, &AmountEdit::amountChanged);
        edit.setText(typed);
        QCOMPARE(changed.count(), 1);
        if (satoshi < 0) {
            QVERIFY(!edit.amount());
            QVERIFY(!edit.error().isEmpty());
            QCOMPARE(edit.accessibleDescription(), edit.error());
            return;
        }
        QVERIFY(edit.amount().has_value());
        QCOMPARE(qint64(edit.amount()->satoshi()), satoshi);
        QVERIFY(edit.error().isEmpty());
        AmountEdit again;
        again.setAmount(edit.amount());
        QCOMPARE(again.amount(), edit.amount());
    }

    void copiesWithoutGaps() {
        CopyField field(QStringLiteral("address"));
        QVERIFY(!field.button()->isEnabled());
        field.setValue(QStringLiteral("stime1abcdefgh"));
        QCOMPARE(inChunks(field.value()), QStringLiteral("stim e1ab cdef gh"));
        field.button()->click();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("stime1abcdefgh"));
        QCOMPARE(field.button()->accessibleName(), QStringLiteral("Copied"));
    }

    void elidesInTheMiddle() {
        ElidedLabel label(QString(200, QLatin1Char('x')));
        label.resize(100, 20);
        label.show();
        QVERIFY(label.shownText().contains(QChar(0x2026)));
        QCOMPARE(label.toolTip(), label.text());
        label.setText(QStringLiteral("x"));
        QCOMPARE(label.shownText(), QStringLiteral("x"));
        QVERIFY(label.toolTip().isEmpty());
    }

    void searches() {
        SearchField field(QStringLiteral("Search history"));
        QSignalSpy searched(&field, &SearchField::searched);
        QTest::keyClicks(&field, QStringLiteral("ab "));
        QCOMPARE(searched.count(), 2);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(searched.count(), 3);
        QCOMPARE(searched.last().first().toString(), QString());
    }

    void statesAndNotices() {
        StateView view(QStringLiteral("offline"), QStringLiteral("No connection"),
                       QStringLiteral("Nobody is heard."));
        QVERIFY(view.button()->isHidden());
        view.setAction(QStringLiteral("Try again"));
        QVERIFY(!view.button()->isHidden());
        QSignalSpy asked(&view, &StateView::actionTriggered);
        view.button()->click();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(view.accessibleName(), QStringLiteral("No connection"));

        Notice notice;
        QVERIFY(notice.isHidden());
        notice.say(Notice::Kind::Wait, QStringLiteral("Payments wait"));
        QVERIFY(!notice.isHidden());
        QCOMPARE(notice.accessibleName(), QStringLiteral("Payments wait"));
        notice.clear();
        QVERIFY(notice.isHidden());
    }

    void tableCopiesRows() {
        QStandardItemModel model(3, 2);
        for (int row = 0; row < 3; ++row)
            for (int column = 0; column < 2; ++column)
                model.setItem(row, column,
                              new QStandardItem(QStringLiteral("%1%2").arg(row).arg(column)));
        DataTable table(QStringLiteral("Payments"));
        table.setModel(&model);
        table.setStretchColumn(1);
        QSignalSpy opened(&table, &DataTable::opened);
        table.selectRow(2);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        table.selectAll();
        table.copySelected();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("00\t01\n10\t11\n20\t21"));
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
