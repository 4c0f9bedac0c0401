// timecoin-tool masternode: transactions that nodes take (R-MN-10..12), and mistakes that are refused
// before they cost money.
#include "app/files/key_file.h"
#include "app/files/network_file.h"
#include "app/sandbox/sandbox_network.h"
#include "app/tools/masternode_tool.h"
#include "node/chain/address.h"
#include "node/chain/transaction_check.h"
#include "tests/support/file_content.h"
#include "tests/support/fixtures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

constexpr std::uint64_t kNowMs = 1'700'000'500'000;

NetworkFile sandbox() {
    SandboxPlan plan;
    plan.genesisTimeMs = 1'700'000'000'000;
    std::vector<SigningKey> operators;
    for (std::uint32_t i = 0; i < 4; ++i) operators.push_back(testKey(i));
    return sandboxNetworkFile(plan, operators, testKey(100), testKey(101));
}

QString address(std::uint32_t key, const char* prefix = "stime") {
    return QString::fromStdString(formatAddress(Lock::toKey(testKey(key).publicKey()), prefix));
}

/// A folder with a network, keys and coins of key 101.
class Desk {
public:
    Desk() {
        write("network.toml", QByteArray::fromStdString(networkFileText(sandbox())));
        for (const std::uint32_t number : {0U, 50U, 60U, 101U}) {
            const auto made =
                createKeyFile(path(QStringLiteral("%1.key").arg(number)), testKey(number));
            if (!made) qFatal("cannot write a test's key");
        }
        writeCoins({"700", "500"});
    }
    QString path(const QString& name) const { return m_dir.filePath(name); }
    void write(const QString& name, const QByteArray& text) const {
        if (!writeContent(path(name), text)) qFatal("cannot write a test's file");
    }
    void writeCoins(const QStringList& amounts, quint64 matureSlot = 0,
                    const char* prefix = "stime") const {
        QStringList coins;
        for (const QString& amount : amounts)
            coins.append(QStringLiteral("{\"txid\":\"%1\",\"index\":%2,\"amount\":\"%3\","
                                        "\"matureSlot\":%4}")
                             .arg(QString::fromStdString(toHex(testHash(7))))
                             .arg(coins.size())
                             .arg(amount)
                             .arg(matureSlot));
        write("coins.json", QStringLiteral("{\"event\":\"started\",\"port\":1}\n"
                                           "{\"reply\":\"coins\",\"ok\":true,\"height\":3,"
                                           "\"address\":\"%1\",\"coins\":[%2]}\n")
                                .arg(address(101, prefix), coins.join(QLatin1Char(',')))
                                .toUtf8());
    }
    /// A good registration with `changes`: option, value, option, value ...
    ToolResult registered(const QStringList& changes = {}) const {
        QMap<QString, QString> options{{"--network", path("network.toml")},
                                       {"--operator-key", path("50.key")},
                                       {"--owner", address(51)},
                                       {"--payout", address(52)},
                                       {"--service", "mn.example:24000"},
                                       {"--coins", path("coins.json")},
                                       {"--key", path("101.key")}};
        for (qsizetype at = 0; at + 1 < changes.size(); at += 2)
            options[changes[at]] = changes[at + 1];
        QStringList arguments{"register"};
        for (auto at = options.begin(); at != options.end(); ++at)
            arguments << at.key() << at.value();
        return runMasternode(arguments, kNowMs);
    }

private:
    QTemporaryDir m_dir;
};

Transaction transactionOf(const ToolResult& result) {
    const auto bytes = fromHex(result.out.trimmed().toStdString());
    const auto tx = bytes ? decoded<Transaction>(*bytes) : std::nullopt;
    return tx.value_or(Transaction{});
}

template <class T>
T actionOf(const Transaction& tx) {
    const auto action = decodePayload(tx.kind, tx.payload);
    return action && std::holds_alternative<T>(*action) ? std::get<T>(*action) : T{};
}

std::optional<TxError> refusalOf(const Transaction& tx, const std::vector<Coin>& spent) {
    const Network network = sandbox().network;
    const auto checked =
        checkTransaction(tx, spent, {network.genesisHash, network.params.collateral, ed25519()});
    return checked ? std::nullopt : std::optional(checked.error());
}

QString outPointText() {
    return QString::fromStdString(toHex(testHash(9))) + QStringLiteral(":3");
}

}  // namespace

class TestMasternodeTool : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-MN-10: collateral, change and fee from the coins given; both keys have signed.
    void aRegistration() {
        const Desk desk;
        const ToolResult made = desk.registered();
        QVERIFY2(made.exitCode == ToolResult::kOk, qPrintable(made.err));
        const Transaction tx = transactionOf(made);
        QVERIFY(tx.kind == TransactionKind::MasternodeRegister);
        const auto said = actionOf<Registration>(tx);
        QVERIFY(said.operatorKey == testKey(50).publicKey());
        QVERIFY(said.owner == Lock::toKey(testKey(51).publicKey()));
        QVERIFY(said.payout == Lock::toKey(testKey(52).publicKey()));
        QCOMPARE(said.service, std::string("mn.example:24000"));
        QCOMPARE(said.collateralOutput, 0U);
        QVERIFY(tx.outputs[0] == (Output{Amount::time(1'000), said.owner}));
        QCOMPARE(tx.outputs.size(), std::size_t{2});
        const Lock funds = Lock::toKey(testKey(101).publicKey());
        QVERIFY(tx.outputs[1].lock == funds);
        QVERIFY(tx.outputs[1].value > *parseTime("199.99"));
        // As a node checks it.
        const std::vector<Coin> spent{{Output{Amount::time(700), funds}, 0},
                                      {Output{Amount::time(500), funds}, 0}};
        std::vector<Coin> inOrder;
        for (const OutPoint& input : tx.inputs) inOrder.push_back(spent.at(input.index));
        QVERIFY(!refusalOf(tx, inOrder));
        // Its name, for later commands.
        QVERIFY(made.err.contains(QString::fromStdString(toHex(tx.id())) + QStringLiteral(":0")));
        QVERIFY(!made.err.contains(QStringLiteral("warning")));
    }

    void changeGoesWhereItShould() {
        const Desk desk;
        const Transaction tx = transactionOf(desk.registered({"--change", address(53)}));
        QVERIFY(tx.outputs.at(1).lock == Lock::toKey(testKey(53).publicKey()));
        desk.writeCoins({"1000.00002"});
        QCOMPARE(transactionOf(desk.registered()).outputs.size(), std::size_t{1});
    }

    void mistakesAreRefused_data() {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<QString>("named");
        QTest::newRow("owner of another network")
            << QStringList{"--owner", address(51, "time")} << "--owner";
        QTest::newRow("payout of another network")
            << QStringList{"--payout", address(52, "ttime")} << "--payout";
        QTest::newRow("change of another network")
            << QStringList{"--change", address(53, "time")} << "--change";
        QTest::newRow("misspelt") << QStringList{"--payout", address(52) + "q"} << "--payout";
        QTest::newRow("no port") << QStringList{"--service", "mn.example"} << "--service";
        QTest::newRow("key of other coins") << QStringList{"--key", "60.key"} << "--key";
        QTest::newRow("operator of the genesis")
            << QStringList{"--operator-key", "0.key"} << "--operator-key";
        QTest::newRow("no such file") << QStringList{"--coins", "none.json"} << "none.json";
    }

    void mistakesAreRefused() {
        QFETCH(QStringList, changes);
        QFETCH(QString, named);
        const Desk desk;
        if (changes[1].endsWith(QStringLiteral(".key")) ||
            changes[1].endsWith(QStringLiteral(".json")))
            changes[1] = desk.path(changes[1]);
        const ToolResult result = desk.registered(changes);
        QCOMPARE(result.exitCode, ToolResult::kFailed);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(named), qPrintable(result.err));
    }

    void tooLittleIsSaid() {
        const Desk desk;
        desk.writeCoins({"700", "300"});  // enough for the collateral, not for the fee
        const ToolResult result = desk.registered();
        QCOMPARE(result.exitCode, ToolResult::kFailed);
        QVERIFY2(result.err.contains(QStringLiteral("1000.00000000 TIME")), qPrintable(result.err));
        // Slot 50 is now: a reward that matures later does not count.
        desk.writeCoins({"2000"}, 50);
        QCOMPARE(desk.registered().exitCode, ToolResult::kOk);
        desk.writeCoins({"2000"}, 51);
        QCOMPARE(desk.registered().exitCode, ToolResult::kFailed);
        desk.writeCoins({"2000"}, 0, "time");
        QVERIFY(desk.registered().err.contains(QStringLiteral("stime")));
        desk.write("coins.json", "{\"reply\":\"coins\",\"ok\":false}");
        QVERIFY(desk.registered().err.contains(QStringLiteral("coins ADDRESS")));
    }

    void whatMayCostSleepIsSaid() {
        const Desk desk;
        QVERIFY(desk.registered({"--owner", address(50)})
                    .err.contains(QStringLiteral("warning: the operator key also holds money")));
        QVERIFY(desk.registered({"--payout", address(50)})
                    .err.contains(QStringLiteral("warning: the operator key also receives")));
    }

    // R-MN-11
    void anUpdate() {
        const Desk desk;
        const auto updated = [&](const QString& number, const QString& service) {
            return runMasternode({"update", "--network", desk.path("network.toml"),
                                  "--operator-key", desk.path("50.key"), "--collateral",
                                  outPointText(), "--number", number, "--service", service},
                                 kNowMs);
        };
        const ToolResult made = updated("4", "mn.example:24001");
        QVERIFY2(made.exitCode == ToolResult::kOk, qPrintable(made.err));
        const Transaction tx = transactionOf(made);
        const auto said = actionOf<OperatorUpdate>(tx);
        QVERIFY(said.collateral == (OutPoint{testHash(9), 3}));
        QCOMPARE(said.number, std::uint64_t{4});
        QCOMPARE(said.service, std::string("mn.example:24001"));
        QVERIFY(!refusalOf(tx, {}));
        QVERIFY(updated("0", "mn.example:24001").err.contains(QStringLiteral("--number")));
        QVERIFY(updated("4", "mn.example").err.contains(QStringLiteral("--service")));
    }

    // R-MN-12
    void aRetirement() {
        const Desk desk;
        const auto retired = [&](const QString& collateral) {
            return runMasternode({"retire", "--network", desk.path("network.toml"), "--owner-key",
                                  desk.path("60.key"), "--collateral", collateral},
                                 kNowMs);
        };
        const ToolResult made = retired(outPointText());
        QVERIFY2(made.exitCode == ToolResult::kOk, qPrintable(made.err));
        const Transaction tx = transactionOf(made);
        QVERIFY(actionOf<Retirement>(tx).owner == Lock::toKey(testKey(60).publicKey()));
        QVERIFY(!refusalOf(tx, {}));
        QVERIFY(made.err.contains(QStringLiteral("20 slots")));
        for (const QString& bad : {QStringLiteral("x:1"), outPointText() + QStringLiteral(":1"),
                                   outPointText().section(QLatin1Char(':'), 0, 0)})
            QVERIFY(retired(bad).err.contains(QStringLiteral("--collateral")));
    }

    void usage() {
        for (const QStringList& arguments :
             {QStringList{}, QStringList{"unmake"}, QStringList{"register"}, QStringList{"update"},
              QStringList{"retire", "--colour", "red"}}) {
            const ToolResult result = runMasternode(arguments, kNowMs);
            QCOMPARE(result.exitCode, ToolResult::kUsage);
            QVERIFY(result.err.startsWith(QStringLiteral("usage: timecoin-tool masternode")));
        }
    }
};

QTEST_GUILESS_MAIN(TestMasternodeTool)
#include "test_masternode_tool.moc"
