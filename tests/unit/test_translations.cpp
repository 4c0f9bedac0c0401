// The languages of the window: complete, faithful to the sources, and carried inside the program.
#include "app/texts/code_text.h"
#include "ui/format/reason_text.h"
#include "ui/format/shapes.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace timecoin;

namespace {

const QString kFolder = QStringLiteral(TIMECOIN_SOURCE_DIR "/translations");
constexpr int kLupdateMs = 100'000;

struct Message {
    QString context;
    QString source;
    QString comment;
    QString type;  ///< "unfinished", "vanished", ...; empty: translated
    bool numerus = false;
    QStringList forms;

    /// What lookup at runtime goes by, and how many forms the language has.
    QString key() const {
        const qsizetype plurals = numerus ? forms.size() : 0;
        return context + QStringLiteral(": \"") + source + QStringLiteral("\" (") + comment +
               QStringLiteral(") ") + QString::number(plurals);
    }
};

void readTranslation(QXmlStreamReader& xml, Message& message) {
    message.type = xml.attributes().value("type").toString();
    QString text;
    while (xml.readNext() != QXmlStreamReader::Invalid) {
        if (xml.isStartElement() && xml.name() == u"numerusform")
            message.forms += xml.readElementText();
        else if (xml.isCharacters())
            text += xml.text();
        else if (xml.isEndElement() && xml.name() == u"translation")
            break;
    }
    if (!message.numerus) message.forms = {text};
}

QVector<Message> readMessages(QIODevice& device) {
    QVector<Message> out;
    QXmlStreamReader xml(&device);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const auto name = xml.name();
        if (name == u"name") {
            context = xml.readElementText();
        } else if (name == u"message") {
            out.append(Message());
            out.last().context = context;
            out.last().numerus = xml.attributes().value("numerus") == u"yes";
        } else if (name == u"source") {
            out.last().source = xml.readElementText();
        } else if (name == u"comment") {
            out.last().comment = xml.readElementText();
        } else if (name == u"translation") {
            readTranslation(xml, out.last());
        }
    }
    return xml.hasError() ? QVector<Message>() : out;
}

QVector<Message> readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return readMessages(file);
}

QStringList found(const QString& text, const QString& pattern) {
    QStringList out;
    auto each = QRegularExpression(pattern).globalMatch(text);
    while (each.hasNext()) out += each.next().captured();
    out.sort();
    return out;
}

QStringList placeholders(const QString& text) {
    return found(text, QStringLiteral("%L?(?:[0-9]{1,2}|n)"));
}

/// "&File" has one, "Salt && pepper" and "this & that" none.
qsizetype mnemonics(QString text) {
    text.remove(QStringLiteral("&&"));
    return found(text, QStringLiteral("&\\S")).size();
}

QString outerSpace(const QString& text) {
    const auto head = text.startsWith(u' ') ? 1 : 0;
    const auto tail = text.endsWith(u' ') ? 1 : 0;
    return QString::number(head) + QString::number(tail) + QString::number(text.count(u'\n'));
}

/// What is wrong with the message, empty when nothing is.
QString fault(const Message& message) {
    if (!message.type.isEmpty()) return message.type;
    if (message.forms.isEmpty()) return QStringLiteral("no forms");
    for (const QString& form : message.forms) {
        if (form.trimmed().isEmpty()) return QStringLiteral("empty");
        if (placeholders(form) != placeholders(message.source))
            return QStringLiteral("other placeholders");
        if (mnemonics(form) != mnemonics(message.source)) return QStringLiteral("mnemonic");
        if (outerSpace(form) != outerSpace(message.source))
            return QStringLiteral("spaces at its ends, or line breaks");
    }
    return {};
}

QSet<QString> keysOf(const QVector<Message>& messages) {
    QSet<QString> out;
    for (const Message& message : messages) out += message.key();
    return out;
}

/// Sorted, one a line.
QString listed(const QSet<QString>& keys) {
    QStringList out(keys.begin(), keys.end());
    out.sort();
    return out.join(QLatin1Char('\n'));
}

QString lupdateProgram() {
    return QStandardPaths::findExecutable(QStringLiteral("lupdate"),
                                          {QLibraryInfo::path(QLibraryInfo::BinariesPath)});
}

/// An answer of a language, installed as long as it lives.
class Speaking {
public:
    explicit Speaking(const QString& language) {
        m_there = m_translator.load(QStringLiteral(":/i18n/timecoin_%1.qm").arg(language));
        QCoreApplication::installTranslator(&m_translator);
    }
    ~Speaking() { QCoreApplication::removeTranslator(&m_translator); }
    bool isThere() const { return m_there; }

private:
    QTranslator m_translator;
    bool m_there = false;
};

}  // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void everyMessageIsTranslated_data() { languages(); }
    void everyMessageIsTranslated();
    void sourcesAndFileAgree_data() { languages(); }
    void sourcesAndFileAgree();
    void carriedInside_data() { languages(); }
    void carriedInside();
    void speaks_data();
    void speaks();
    void faultsAreFound_data();
    void faultsAreFound();

private:
    static void languages();
};

/// A row for each file that is shipped.
void TestTranslations::languages() {
    QTest::addColumn<QString>("language");
    const QStringList files = QDir(kFolder).entryList({QStringLiteral("timecoin_*.ts")});
    QVERIFY(files.size() >= 2);
    for (const QString& file : files) {
        const QString language = QFileInfo(file).baseName().section(QLatin1Char('_'), 1);
        QTest::newRow(qPrintable(language)) << language;
    }
}

void TestTranslations::everyMessageIsTranslated() {
    QFETCH(QString, language);
    const auto messages = readFile(QStringLiteral("%1/timecoin_%2.ts").arg(kFolder, language));
    QVERIFY(!messages.isEmpty());
    QStringList faults;
    for (const Message& message : messages) {
        const QString why = fault(message);
        if (!why.isEmpty()) faults += why + QStringLiteral(": ") + message.key();
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

/// A fresh file made of the sources has the same messages, and as many plural forms for each.
void TestTranslations::sourcesAndFileAgree() {
    QFETCH(QString, language);
    const QString program = lupdateProgram();
    if (program.isEmpty()) QSKIP("no lupdate (Debian: qt6-l10n-tools)");
    const QTemporaryDir folder;
    const QString fresh = folder.filePath(QStringLiteral("timecoin_%1.ts").arg(language));
    // As `ninja lupdate` does. -I . lets it find the classes' declarations, and so their full names.
    QString options =
        QStringLiteral("-silent -locations none -no-obsolete -I . -target-language ") + language;
    if (language == QStringLiteral("en")) options += QStringLiteral(" -pluralonly");
    const QString files = QStringLiteral(" ui app -ts");
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(TIMECOIN_SOURCE_DIR));
    lupdate.start(program, (options + files).split(QLatin1Char(' ')) + QStringList{fresh});
    QVERIFY(lupdate.waitForFinished(kLupdateMs));
    QCOMPARE(lupdate.exitCode(), 0);
    QCOMPARE(QString::fromUtf8(lupdate.readAllStandardError()), QString());

    const auto inSources = keysOf(readFile(fresh));
    QVERIFY(!inSources.isEmpty());
    const auto inFile =
        keysOf(readFile(QStringLiteral("%1/timecoin_%2.ts").arg(kFolder, language)));
    // `ninja lupdate`, then translate what is new.
    const QString missing = listed(inSources - inFile);
    const QString gone = listed(inFile - inSources);
    QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("not in the file:\n") + missing));
    QVERIFY2(gone.isEmpty(), qPrintable(QStringLiteral("not in the sources:\n") + gone));
}

void TestTranslations::carriedInside() {
    QFETCH(QString, language);
    const QString path = QStringLiteral(":/i18n/timecoin_%1.qm").arg(language);
    QVERIFY2(QFile::exists(path), qPrintable(path));
    QTranslator translator;
    QVERIFY(translator.load(path));
    QVERIFY(!translator.isEmpty());
    QCOMPARE(translator.language(), language);
}

void TestTranslations::speaks_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("payments");  ///< none, one, two, 21
    QTest::addColumn<QString>("final");
    QTest::addColumn<QString>("stopped");
    QTest::newRow("en") << "en"
                        << QStringList{"0 payments", "1 payment", "2 payments", "21 payments"}
                        << "Final"
                        << "The statement log cannot be written. Check the folder of "
                           "--statement-log, or start without it. (x)";
    QTest::newRow("de") << "de"
                        << QStringList{"0 Zahlungen", "1 Zahlung", "2 Zahlungen", "21 Zahlungen"}
                        << "Endgültig"
                        << "Das Aussagenprotokoll lässt sich nicht schreiben. Prüfen Sie den "
                           "Ordner von --statement-log oder starten Sie ohne diese Angabe. (x)";
}

void TestTranslations::speaks() {
    QFETCH(QString, language);
    QFETCH(QStringList, payments);
    QFETCH(QString, final);
    QFETCH(QString, stopped);
    const Speaking speaking(language);
    QVERIFY(speaking.isThere());
    QCOMPARE((QStringList{paymentsText(0), paymentsText(1), paymentsText(2), paymentsText(21)}),
             payments);
    QCOMPARE(paymentStateText(PaymentState::Final), final);
    QCOMPARE(fatalText(QStringLiteral("statement_log"), QStringLiteral("x")), stopped);
}

void TestTranslations::faultsAreFound_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* source, const char* translation,
                        const char* why) {
        const QByteArray head =
            QByteArray("<TS><context><name>C</name><message") +
            (QByteArray(translation).contains("numerusform") ? QByteArray(" numerus=\"yes\">")
                                                             : QByteArray(">"));
        QTest::newRow(name) << head + "<source>" + source + "</source>" + translation +
                                   "</message></context></TS>"
                            << QString::fromLatin1(why);
    };
    row("good", "&amp;Open %1", "<translation>%1 ö&amp;ffnen</translation>", "");
    row("unfinished", "a", "<translation type=\"unfinished\"></translation>", "unfinished");
    row("vanished", "a", "<translation type=\"vanished\">b</translation>", "vanished");
    row("empty", "a", "<translation></translation>", "empty");
    row("placeholder", "%1 of %2", "<translation>%1 von %1</translation>", "other placeholders");
    row("count", "%n",
        "<translation><numerusform>%n</numerusform><numerusform>x</numerusform>"
        "</translation>",
        "other placeholders");
    row("form", "%n",
        "<translation><numerusform>%n</numerusform><numerusform></numerusform>"
        "</translation>",
        "empty");
    row("mnemonic", "&amp;Open", "<translation>Öffnen</translation>", "mnemonic");
    row("ampersands", "Salt &amp;&amp; pepper", "<translation>Salz und Pfeffer</translation>", "");
    row("space", "Round: ", "<translation>Runde:</translation>",
        "spaces at its ends, or line breaks");
    row("line", "a\nb", "<translation>a b</translation>", "spaces at its ends, or line breaks");
}

void TestTranslations::faultsAreFound() {
    QFETCH(QByteArray, message);
    QFETCH(QString, expected);
    QBuffer buffer(&message);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    const auto messages = readMessages(buffer);
    QCOMPARE(messages.size(), 1);
    QCOMPARE(fault(messages.first()), expected);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
