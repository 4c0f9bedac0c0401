// The first page: which network and folder this is, then what to do with it. Thread: GUI.
#pragma once

#include "ui/pages/page.h"
#include "ui/pages/start/folder_facts.h"

class QLabel;
class QStackedWidget;

namespace timecoin {

class ChoiceCard;
class Notice;
class StepFrame;

/// What the program was started with.
struct WelcomeFacts {
    QString network;  ///< "sandbox", "testnet", "mainnet"
    QString folder;   ///< where everything is kept
};

class WelcomePage : public Page {
    Q_OBJECT
public:
    explicit WelcomePage(const WelcomeFacts& facts, QWidget* parent = nullptr);

    QString title() const override { return tr("Welcome"); }
    QString iconName() const override { return QStringLiteral("timecoin"); }
    /// From the first step again.
    void begin();
    /// The second step: what to do.
    void showChoices();
    /// Told by itself once the drive was looked at.
    void showFolder(const FolderFacts& facts);

signals:
    void createAsked();
    void restoreAsked();
    void nodeOnlyAsked();

private:
    void addNetworks(const QString& chosen);
    void addChoices();

    QStackedWidget* m_steps;
    StepFrame* m_where;
    StepFrame* m_what;
    QLabel* m_folder;
    Notice* m_warning;
    ChoiceCard* m_create = nullptr;
};

}  // namespace timecoin
