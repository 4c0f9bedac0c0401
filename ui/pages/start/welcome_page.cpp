#include "ui/pages/start/welcome_page.h"

#include "node/api/deliver.h"
#include "ui/pages/start/choice_card.h"
#include "ui/pages/start/step_frame.h"
#include "ui/widgets/notice.h"

#include <QDir>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {

WelcomePage::WelcomePage(const WelcomeFacts& facts, QWidget* parent)
    : Page(parent),
      m_steps(new QStackedWidget(this)),
      m_where(new StepFrame(tr("Welcome to TimeCoin"),
                            tr("Money that is final within a second, and a program that shows you "
                               "why. Nothing here needs an account or asks who you are."),
                            this)),
      m_what(new StepFrame(tr("What would you like to do?"), {}, this)),
      m_folder(new QLabel(m_where)),
      m_warning(new Notice(m_where)) {
    setObjectName(QStringLiteral("welcomePage"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_steps);
    m_steps->addWidget(m_where);
    m_steps->addWidget(m_what);

    addNetworks(facts.network);
    m_folder->setObjectName(QStringLiteral("dataFolder"));
    m_warning->setObjectName(QStringLiteral("folderWarning"));
    m_folder->setWordWrap(true);
    m_folder->setTextFormat(Qt::PlainText);
    m_folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_where->body()->addSpacing(kSpace4);
    m_where->body()->addWidget(m_folder);
    m_where->body()->addWidget(m_warning);
    m_where->setMain(tr("&Go on"));
    m_where->mainButton()->setObjectName(QStringLiteral("welcomeNext"));
    connect(m_where, &StepFrame::mainTriggered, this, &WelcomePage::showChoices);

    addChoices();
    m_what->setBack(tr("&Back"));
    m_what->backButton()->setObjectName(QStringLiteral("welcomeBack"));
    connect(m_what, &StepFrame::backTriggered, this, &WelcomePage::begin);

    FolderFacts unknown;
    unknown.folder = facts.folder;
    showFolder(unknown);
    deliver(lookAtFolder(facts.folder), this,
            [this](const FolderFacts& seen) { showFolder(seen); });
}

void WelcomePage::addNetworks(const QString& chosen) {
    struct Network {
        const char* name;
        const char* iconName;
        QString title;
        QString sentence;
    };
    const QString notYet = tr("Not launched yet.");
    const Network networks[] = {
        {"sandbox", "sandbox", tr("Try it now"),
         tr("A network of your own on this computer, with four masternodes and free coins that are "
            "worth nothing. The best place to learn.")},
        {"testnet", "peers", tr("Test network"),
         tr("Shared with others, with coins that are worth nothing.")},
        {"mainnet", "wallet", tr("Main network"), tr("Real money.")},
    };
    for (const Network& network : networks) {
        const bool inForce = chosen == QLatin1String(network.name);
        auto* const card =
            new ChoiceCard(QString::fromLatin1(network.iconName), network.title,
                           inForce ? network.sentence : notYet + u' ' + network.sentence, m_where);
        card->setObjectName(QStringLiteral("network_") + QString::fromLatin1(network.name));
        card->setEnabled(inForce);
        connect(card, &ChoiceCard::clicked, this, &WelcomePage::showChoices);
        m_where->body()->addWidget(card);
    }
}

void WelcomePage::addChoices() {
    m_create = new ChoiceCard(QStringLiteral("plus"), tr("&Create a wallet"),
                              tr("Makes a new wallet and shows you the words that are its backup. "
                                 "Have paper and a pen at hand."),
                              m_what);
    auto* const restore =
        new ChoiceCard(QStringLiteral("refresh"), tr("&Restore a wallet"),
                       tr("From the 12 to 24 words of a wallet that you have."), m_what);
    auto* const node = new ChoiceCard(QStringLiteral("peers"), tr("Just run a &node"),
                                      tr("Helps the network and shows what happens in it, without "
                                         "a wallet. You can make one at any time."),
                                      m_what);
    m_create->setObjectName(QStringLiteral("welcomeCreate"));
    restore->setObjectName(QStringLiteral("welcomeRestore"));
    node->setObjectName(QStringLiteral("welcomeNode"));
    connect(m_create, &ChoiceCard::clicked, this, &WelcomePage::createAsked);
    connect(restore, &ChoiceCard::clicked, this, &WelcomePage::restoreAsked);
    connect(node, &ChoiceCard::clicked, this, &WelcomePage::nodeOnlyAsked);
    for (ChoiceCard* const card : {m_create, restore, node}) m_what->body()->addWidget(card);
}

void WelcomePage::begin() {
    m_steps->setCurrentWidget(m_where);
    m_where->mainButton()->setFocus();
}

void WelcomePage::showChoices() {
    m_steps->setCurrentWidget(m_what);
    m_create->setFocus();
}

void WelcomePage::showFolder(const FolderFacts& facts) {
    const QString folder = QDir::toNativeSeparators(facts.folder);
    const QString space =
        QLocale().formattedDataSize(facts.freeBytes, 1, QLocale::DataSizeSIFormat);
    m_folder->setText(facts.freeBytes < 0
                          ? tr("Everything is kept in %1").arg(folder)
                          : tr("Everything is kept in %1 (%2 free)").arg(folder, space));
    if (!facts.isWritable) {
        m_warning->say(Notice::Kind::Bad,
                       tr("Nothing can be written to this folder. Start with another one: "
                          "--datadir <folder>."));
    } else if (facts.isNetwork) {
        m_warning->say(
            Notice::Kind::Wait,
            tr("This folder is on a drive in the network. If the connection breaks while "
               "something is written, files may be damaged. A folder on this computer "
               "is better."));
    } else if (facts.freeBytes >= 0 && facts.freeBytes < kWantedFreeBytes) {
        m_warning->say(
            Notice::Kind::Wait,
            tr("There is little room left on this drive. The program stops writing before "
               "it is full, and then cannot follow the network."));
    } else {
        m_warning->clear();
    }
}

}  // namespace timecoin
