// The rows of the Contacts page: keyed by address, told by the fewest signals.
#include "ui/models/contact_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace timecoin;

namespace {

constexpr auto kStrict = QAbstractItemModelTester::FailureReportingMode::QtTest;

ContactEntry contact(const QString& name, const QString& end, bool paid = false) {
    return {QStringLiteral("stime1qpzry9x8gf2tvdw0s3jn54khce6mua7l") + end, name, paid};
}

}  // namespace

class TestContactModel : public QObject {
    Q_OBJECT
private slots:
    void renamingMovesARow();
    void cellsSayWhatIsKnown();
    void searchLooksInNameAndAddress();
};

void TestContactModel::renamingMovesARow() {
    ContactModel model;
    const QAbstractItemModelTester tester(&model, kStrict);
    const auto anna = contact("Anna", "aaaa");
    auto berta = contact("Berta", "bbbb");
    const auto carl = contact("Carl", "cccc");
    model.setContacts({anna, berta, carl});
    const QPersistentModelIndex held = model.index(1, 0);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
    berta.name = QStringLiteral("Zoe");
    model.setContacts({anna, carl, berta});
    QCOMPARE(held.row(), 2);
    QCOMPARE(held.data().toString(), QStringLiteral("Zoe"));
    QCOMPARE(moves.size(), 1);
    model.setContacts({anna, berta});
    QCOMPARE(removals.size(), 1);
    QCOMPARE(held.row(), 1);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(model.rowOf(berta.address), 1);
    QCOMPARE(model.rowOf(carl.address), -1);
    QCOMPARE(model.rowOfName("zOE"), 1);
    QCOMPARE(model.rowOfName("Berta"), -1);
}

void TestContactModel::cellsSayWhatIsKnown() {
    ContactModel model;
    const QAbstractItemModelTester tester(&model, kStrict);
    const auto anna = contact("Anna", "aaaa", true);
    model.setContacts({anna, contact("Berta", "bbbb")});
    const auto text = [&model](int row, int column) {
        return model.index(row, column).data().toString();
    };
    QCOMPARE(text(0, ContactModel::NameColumn), QStringLiteral("Anna"));
    QVERIFY(text(0, ContactModel::AddressColumn).size() < anna.address.size());
    QVERIFY(text(0, ContactModel::AddressColumn).endsWith("aaaa"));
    QCOMPARE(model.index(0, ContactModel::AddressColumn).data(Qt::ToolTipRole).toString(),
             anna.address);
    QVERIFY(text(0, ContactModel::PaidColumn) != text(1, ContactModel::PaidColumn));
    for (int column = 0; column < ContactModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void TestContactModel::searchLooksInNameAndAddress() {
    ContactModel model;
    QSortFilterProxyModel found;
    found.setSourceModel(&model);
    const QAbstractItemModelTester tester(&found, kStrict);
    found.setFilterRole(ContactModel::kSearchRole);
    found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    model.setContacts({contact("Anna", "xxxx"), contact("Berta", "aaaa"), contact("Carl", "cccc")});
    found.setFilterFixedString("ANN");
    QCOMPARE(found.rowCount(), 1);
    found.setFilterFixedString("lcccc");
    QCOMPARE(found.rowCount(), 1);
    QCOMPARE(found.index(0, 0).data().toString(), QStringLiteral("Carl"));
    found.setFilterFixedString({});
    auto renamed = contact("Zoe", "xxxx");
    model.setContacts({contact("Berta", "aaaa"), contact("Carl", "cccc"), renamed});
    QCOMPARE(found.index(2, 0).data().toString(), QStringLiteral("Zoe"));
}

QTEST_GUILESS_MAIN(TestContactModel)
#include "test_contact_model.moc"
