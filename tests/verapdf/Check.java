import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Says of each PDF whether veraPDF finds it true to PDF/UA-1: a line with its name, its checks, and each fault found. */
public class Check {
    public static void main(String[] names) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : names) {
            System.out.println(check(name));
        }
    }

    private static String check(String name) throws Exception {
        PDFAFlavour standard = PDFAFlavour.PDFUA_1;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(name), standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            StringBuilder line = new StringBuilder(name + "\t" + result.getTotalAssertions());
            for (TestAssertion fault : result.getTestAssertions()) {
                line.append("\t").append(fault.getRuleId().getClause()).append(": ").append(oneLine(fault.getMessage()));
            }
            return line.toString();
        }
    }

    private static String oneLine(String words) {
        return words.replaceAll("\\s+", " ");
    }
}
