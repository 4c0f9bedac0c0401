// SIGKILL at random moments while a wallet pays, names and hands out addresses, again and again. No
// payment, label, contact or address that was acknowledged is lost, no coin is spent twice, and in
// the end the wallet has exactly what one restored from its words finds on the chain (rules W1 to W5
// in wallet/README.md). TIMECOIN_CRASH_ROUNDS: how many kills; TIMECOIN_CRASH_SEED: which ones.
//
// The program runs itself as a child (--child): a sandbox and a wallet in one process, so that one
// kill takes all of it. The child writes a line for everything that was acknowledged to it.
#include "tests/support/wallet_bench.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>

#include <cstdio>

using namespace timecoin;

namespace {

constexpr int kReadyMs = 120'000;
constexpr int kCoins = 40;

int numberFrom(const char* name, int otherwise) {
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : otherwise;
}

// --- the child --------------------------------------------------------------------------------

void say(const QStringList& words) {
    const QByteArray line = words.join(QLatin1Char('\t')).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fflush(stdout);
}

QString hex(const Hash& hash) {
    return QString::fromStdString(toHex(hash));
}

/// What is known after opening: the parent compares it with what was acknowledged.
void sayAll(const BenchWallet& wallet) {
    for (const auto& [id, row] : wallet.rows)
        say({QStringLiteral("row"), hex(id), row.label, QString::number(int(row.state))});
    for (const ContactEntry& contact : wallet.service->snapshot()->contacts)
        say({QStringLiteral("contact"), contact.address, contact.name});
    for (const RequestEntry& request : wallet.service->snapshot()->requests)
        say({QStringLiteral("request"), request.address, request.label});
}

QString strangerAddress(QRandomGenerator& random) {
    Lock lock;
    lock.data.fill(static_cast<std::uint8_t>(random.bounded(1, 250)));
    return QString::fromStdString(formatAddress(lock, "stime"));
}

void workForEver(BenchWallet& wallet, QRandomGenerator& random) {
    for (int i = 0;; ++i) {
        const QString name = QStringLiteral("n%1").arg(random.generate());
        const QString stranger = strangerAddress(random);
        const int kind = random.bounded(10);
        if (kind < 7) {
            const auto amount =
                Amount::satoshi(static_cast<std::uint32_t>(random.bounded(1'000'000, 100'000'000)));
            const SendAnswer sent = wallet.send(stranger, amount, name);
            if (sent.outcome.ok) say({QStringLiteral("sent"), hex(sent.id), name});
            // Coins are under way: wait a little for change.
            if (!sent.outcome.ok) QTest::qWait(20);
        } else if (kind == 7) {
            // Renames one now and then: killed in between, either name is right.
            say({QStringLiteral("contact?"), stranger, name});
            if (await(wallet.service->setContact(stranger, name)).ok)
                say({QStringLiteral("contact+"), stranger, name});
        } else if (kind == 8) {
            const QString address = wallet.newAddress(name);
            if (!address.isEmpty()) say({QStringLiteral("request+"), address, name});
        } else if (!wallet.rows.empty()) {
            auto row = wallet.rows.begin();
            std::advance(row, random.bounded(static_cast<int>(wallet.rows.size())));
            wallet.service->setPaymentLabel(row->first, name);
            // Its turn is over when the next command is answered.
            say({QStringLiteral("label?"), hex(row->first), name});
            (void)await(wallet.service->draft({}));
            say({QStringLiteral("label+"), hex(row->first), name});
        }
    }
}

/// Everything settled, compared with a wallet made of the words alone.
int settle(WalletBench& bench, BenchWallet& wallet, const QString& folder) {
    if (!bench.waitForReady()) return 3;
    const auto isQuiet = [&] {
        const WalletSnapshotPtr now = wallet.service->snapshot();
        return now->unfinishedCount == 0 && !now->scanning && now->balances.pending == Amount() &&
               now->scannedHeight == now->nodeHeight;
    };
    if (!QTest::qWaitFor(isQuiet, kReadyMs)) return 4;
    const WordsAnswer words = await(wallet.service->revealWords(secret(kBenchPassphrase)));
    auto restored = bench.wallet(folder);
    if (!restored->restore(words.words).ok) return 5;
    if (!QTest::qWaitFor(
            [&] {
                const WalletSnapshotPtr now = restored->service->snapshot();
                return !now->scanning && now->scannedHeight == now->nodeHeight &&
                       restored->available() == wallet.available() &&
                       restored->rows.size() >= wallet.rows.size();
            },
            kReadyMs)) {
        say({QStringLiteral("differs"), QString::number(wallet.available().satoshi()),
             QString::number(restored->available().satoshi()), QString::number(wallet.rows.size()),
             QString::number(restored->rows.size())});
        return 6;
    }
    // What is there is what came less what went, told by the rows of the restored one.
    std::uint64_t sum = 0;
    std::uint64_t spent = 0;
    for (const auto& [id, row] : restored->rows) {
        if (row.kind == PaymentKind::Received) sum += row.amount.satoshi();
        if (row.kind == PaymentKind::Sent) spent += row.amount.satoshi() + row.fee->satoshi();
        say({QStringLiteral("chain"), hex(id), QString::number(row.height)});
    }
    if (sum - spent != wallet.available().satoshi()) return 7;
    say({QStringLiteral("settled"), QString::number(sum), QString::number(spent)});
    return 0;
}

int runChild(const QString& folder, quint32 seed, bool last) {
    if (!startCrypto()) return 1;
    QRandomGenerator random(seed);
    WalletBench bench(folder);
    auto wallet = bench.wallet(QStringLiteral("wallet"));
    (void)QTest::qWaitFor([&] { return wallet->state() != WalletState::Starting; }, kReadyMs);
    if (wallet->state() == WalletState::NoWallet) {
        if (!wallet->create().ok || !bench.waitForReady()) return 2;
        const QString address = wallet->newAddress(QStringLiteral("first"));
        say({QStringLiteral("request+"), address, QStringLiteral("first")});
        for (int i = 0; i < kCoins; ++i) bench.pay(address, Amount::time(10));
        if (!wallet->waitForAvailable(Amount::time(10 * kCoins))) return 2;
    } else {
        const WalletOutcome opened = wallet->unlock();
        if (!opened.ok) {
            say({QStringLiteral("cannot"), opened.code, opened.detail});
            return 2;
        }
        if (!QTest::qWaitFor(
                [&] {
                    return !wallet->service->snapshot()->coins.isEmpty() &&
                           wallet->rows.size() >= wallet->service->snapshot()->paymentCount;
                },
                kReadyMs))
            return 2;
    }
    sayAll(*wallet);
    say({QStringLiteral("opened")});
    if (last) return settle(bench, *wallet, QStringLiteral("restored"));
    workForEver(*wallet, random);
    return 0;
}

}  // namespace

// --- the parent -------------------------------------------------------------------------------

class TestWalletSigkill : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QMap<QString, QString> m_sent;            ///< payment -> its label at that time
    QMap<QString, QSet<QString>> m_labels;    ///< payment -> labels it may have by now
    QMap<QString, QSet<QString>> m_contacts;  ///< address -> names it may have by now
    QSet<QString> m_maybeContacts;            ///< asked for, not yet acknowledged
    QMap<QString, QString> m_requests;
    QSet<QString> m_finals;  ///< ever shown as irreversible

    struct Run {
        QProcess process;
        QByteArray partial;
        QList<QStringList> lines;
        bool opened = false;
    };

    void start(Run& run, int round, bool last) {
        run.process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        connect(&run.process, &QProcess::readyReadStandardOutput, &run.process, [&run] {
            run.partial += run.process.readAllStandardOutput();
            for (qsizetype end; (end = run.partial.indexOf('\n')) >= 0;
                 run.partial.remove(0, end + 1)) {
                run.lines.append(QString::fromUtf8(run.partial.left(end)).split(QLatin1Char('\t')));
                if (run.lines.last().value(0) == QStringLiteral("opened")) run.opened = true;
            }
        });
        const int seed = numberFrom("TIMECOIN_CRASH_SEED", 5'001) + round;
        run.process.start(QCoreApplication::applicationFilePath(),
                          {QStringLiteral("--child"), m_folder.path(), QString::number(seed),
                           last ? QStringLiteral("last") : QStringLiteral("work")});
    }

    /// What the child knew when it had opened, against what was acknowledged before; then what was
    /// acknowledged to it. The message of the first loss, or empty.
    QString readLines(const Run& run) {
        QSet<QString> rows;
        QMap<QString, QString> contacts;
        QMap<QString, QString> requests;
        for (const QStringList& line : run.lines) {
            const QString what = line.value(0);
            const QString key = line.value(1);
            const QString value = line.value(2);
            if (what == QStringLiteral("row")) {
                rows.insert(key);
                if (m_labels.contains(key) && !m_labels[key].contains(value))
                    return QStringLiteral("label lost: %1 is '%2'").arg(key, value);
                m_labels[key] = {value};
                const auto state = static_cast<PaymentState>(line.value(3).toInt());
                if (isIrreversible(state))
                    m_finals.insert(key);
                else if (m_finals.contains(key))
                    return QStringLiteral("went back from final: ") + key;
            } else if (what == QStringLiteral("contact")) {
                contacts[key] = value;
            } else if (what == QStringLiteral("request")) {
                requests[key] = value;
            } else if (what == QStringLiteral("opened")) {
                for (auto sent = m_sent.cbegin(); sent != m_sent.cend(); ++sent)
                    if (!rows.contains(sent.key()))
                        return QStringLiteral("payment lost: ") + sent.key();
                for (auto one = m_contacts.cbegin(); one != m_contacts.cend(); ++one)
                    if (!one.value().contains(contacts.value(one.key())) &&
                        !(m_maybeContacts.contains(one.key()) && !contacts.contains(one.key())))
                        return QStringLiteral("contact lost: ") + one.key();
                m_contacts.clear();
                m_maybeContacts.clear();
                for (auto one = contacts.cbegin(); one != contacts.cend(); ++one)
                    m_contacts[one.key()] = {one.value()};
                for (auto one = m_requests.cbegin(); one != m_requests.cend(); ++one)
                    if (requests.value(one.key()) != one.value())
                        return QStringLiteral("address lost: ") + one.key();
            } else if (what == QStringLiteral("sent")) {
                m_sent[key] = value;
                m_labels[key].insert(value);
            } else if (what == QStringLiteral("contact?")) {
                if (!m_contacts.contains(key)) m_maybeContacts.insert(key);
                m_contacts[key].insert(value);
            } else if (what == QStringLiteral("contact+")) {
                m_contacts[key] = {value};
                m_maybeContacts.remove(key);
            } else if (what == QStringLiteral("request+")) {
                if (m_requests.contains(key))
                    return QStringLiteral("address handed out twice: ") + key;
                m_requests[key] = value;
            } else if (what == QStringLiteral("label?")) {
                m_labels[key].insert(value);
            } else if (what == QStringLiteral("label+")) {
                m_labels[key] = {value};
            } else if (what == QStringLiteral("cannot")) {
                return line.join(QLatin1Char(' '));
            }
        }
        return {};
    }

private slots:
    void nothingAcknowledgedIsLost() {
        const int rounds = numberFrom("TIMECOIN_CRASH_ROUNDS", 5);
        QRandomGenerator random(static_cast<quint32>(numberFrom("TIMECOIN_CRASH_SEED", 5'001)));
        for (int round = 0; round < rounds; ++round) {
            Run run;
            start(run, round, false);
            QVERIFY2(QTest::qWaitFor([&] { return run.opened; }, kReadyMs),
                     qPrintable(QStringLiteral("round %1").arg(round)));
            QTest::qWait(static_cast<int>(random.bounded(0, 2'000)));
            QVERIFY(run.process.state() == QProcess::Running);
            run.process.kill();
            QVERIFY(QTest::qWaitFor([&] { return run.process.state() == QProcess::NotRunning; },
                                    kReadyMs));
            const QString lost = readLines(run);
            QVERIFY2(lost.isEmpty(), qPrintable(QStringLiteral("round %1: ").arg(round) + lost));
        }
        Run run;
        start(run, rounds, true);
        QVERIFY(QTest::qWaitFor(
            [&] { return run.opened && run.process.state() == QProcess::NotRunning; },
            3 * kReadyMs));
        const QString lost = readLines(run);
        QVERIFY2(lost.isEmpty(), qPrintable(lost));
        for (const QStringList& line : run.lines)
            if (line.value(0) == QStringLiteral("settled") ||
                line.value(0) == QStringLiteral("differs"))
                qInfo("%s", qPrintable(line.join(QLatin1Char(' '))));
        QCOMPARE(run.process.exitCode(), 0);
        QSet<QString> onChain;
        for (const QStringList& line : run.lines)
            if (line.value(0) == QStringLiteral("chain")) onChain.insert(line.value(1));
        for (const QString& id : m_sent.keys())
            QVERIFY2(onChain.contains(id), qPrintable(QStringLiteral("never paid: ") + id));
        qInfo("%d kills, %lld payments, %lld contacts, %lld addresses", rounds,
              static_cast<long long>(m_sent.size()), static_cast<long long>(m_contacts.size()),
              static_cast<long long>(m_requests.size()));
        QVERIFY(m_sent.size() > rounds);
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--child"))
        return runChild(arguments.value(2), arguments.value(3).toUInt(),
                        arguments.value(4) == QStringLiteral("last"));
    TestWalletSigkill test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_wallet_sigkill.moc"
